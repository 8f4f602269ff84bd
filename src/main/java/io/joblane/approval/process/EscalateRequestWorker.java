package io.joblane.approval.process;

import io.joblane.approval.domain.ApprovalCourse;
import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import org.jspecify.annotations.Nullable;

/** Gives the request to the group that stands above; where somebody was first, what they did counts. */
@JobType("approval.escalateRequest")
class EscalateRequestWorker implements ServiceTaskWorker<RequestRef> {
    private final ApprovalCourse course;

    EscalateRequestWorker(ApprovalCourse course) {
        this.course = course;
    }

    @Override
    public @Nullable Object handle(RequestRef variables) {
        course.escalate(variables.subjectId());
        return null;
    }
}
