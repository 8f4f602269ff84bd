package io.joblane.approval.process;

import io.joblane.approval.RemoteApprovalHandler.Applied;
import io.joblane.approval.domain.ApprovalCourse;
import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a change that was agreed to in another database. It may be made twice, so that it is as if once. */
@JobType("approval.applyRequest")
class ApplyRequestWorker implements PreparingWorker<RequestRef, Optional<Applied>> {
    private final ApprovalCourse course;

    ApplyRequestWorker(ApprovalCourse course) {
        this.course = course;
    }

    @Override
    public Optional<Applied> prepare(RequestRef variables) {
        return course.applyThere(variables.subjectId());
    }

    @Override
    public @Nullable Object handle(RequestRef variables, Optional<Applied> outcome) {
        course.applied(variables.subjectId(), outcome);
        return null;
    }
}
