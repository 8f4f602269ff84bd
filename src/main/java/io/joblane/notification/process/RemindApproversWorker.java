package io.joblane.notification.process;

import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import io.joblane.notification.domain.ApprovalNotices;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells those who decide that a request waits. */
@JobType("notification.remindApprovers")
class RemindApproversWorker implements PreparingWorker<RemindApproversWorker.Variables, List<UUID>> {
    private final ApprovalNotices notices;
    private final OfficePeople office;

    RemindApproversWorker(ApprovalNotices notices, OfficePeople office) {
        this.notices = notices;
        this.office = office;
    }

    @Override
    public List<UUID> prepare(Variables variables) {
        return notices.waitsFor(variables.subjectId())
                .map(group -> office.with(group.roles()))
                .orElse(List.of());
    }

    @Override
    public @Nullable Object handle(Variables variables, List<UUID> approvers) {
        notices.remind(variables.subjectId(), variables.event(), approvers);
        return null;
    }

    /** @param event the task's header: which text */
    record Variables(UUID subjectId, String event) {}
}
