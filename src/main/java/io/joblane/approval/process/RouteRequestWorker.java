package io.joblane.approval.process;

import io.joblane.approval.domain.ApprovalCourse;
import io.joblane.approval.domain.ApprovalCourse.Standing;
import io.joblane.approval.domain.Routing;
import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import io.joblane.shared.LowerCase;
import java.util.Map;
import java.util.Optional;

/**
 * Where the request stands, and who decides until when: whatever has happened, the process comes here and goes on from what the
 * database says. The decision {@code approvalRouting} is asked once; it wants the amount, which is no variable of the process.
 */
@JobType("approval.routeRequest")
class RouteRequestWorker implements PreparingWorker<RequestRef, Optional<Routing>> {
    private final ApprovalCourse course;

    RouteRequestWorker(ApprovalCourse course) {
        this.course = course;
    }

    @Override
    public Optional<Routing> prepare(RequestRef variables) {
        return course.ask(variables.subjectId());
    }

    @Override
    public Object handle(RequestRef variables, Optional<Routing> routing) {
        Standing standing = course.route(variables.subjectId(), routing);
        String state = standing.said() ? "said" : LowerCase.of(standing.state());
        ApprovalCourse.Limits limits = standing.limits();
        return limits == null
                ? Map.of("approvalState", state)
                : Map.of(
                        "approvalState",
                        state,
                        "limits",
                        Map.of(
                                "group",
                                limits.group(),
                                "remindAt",
                                limits.remindAt().toString(),
                                "escalateAt",
                                limits.escalateAt().toString(),
                                "lapseAt",
                                limits.lapseAt().toString()));
    }
}
