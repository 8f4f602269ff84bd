package io.joblane.approval.process;

import io.joblane.approval.domain.ApprovalCourse;
import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import org.jspecify.annotations.Nullable;

/** Ends a request that nobody has decided in time; where somebody was first, their decision counts. */
@JobType("approval.lapseRequest")
class LapseRequestWorker implements ServiceTaskWorker<RequestRef> {
    private final ApprovalCourse course;

    LapseRequestWorker(ApprovalCourse course) {
        this.course = course;
    }

    @Override
    public @Nullable Object handle(RequestRef variables) {
        course.lapse(variables.subjectId());
        return null;
    }
}
