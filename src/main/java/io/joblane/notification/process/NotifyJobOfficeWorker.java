package io.joblane.notification.process;

import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import io.joblane.identity.Role;
import io.joblane.notification.domain.JobNotices;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells admins and dispatchers something of a job; the model's task header {@code event} names the text. */
@JobType("notification.notifyJobOffice")
class NotifyJobOfficeWorker implements PreparingWorker<NotifyJobOfficeWorker.Variables, List<UUID>> {
    private final JobNotices notices;
    private final OfficePeople office;

    NotifyJobOfficeWorker(JobNotices notices, OfficePeople office) {
        this.notices = notices;
        this.office = office;
    }

    @Override
    public List<UUID> prepare(Variables variables) {
        return office.with(Set.of(Role.ADMIN, Role.DISPATCHER));
    }

    @Override
    public @Nullable Object handle(Variables variables, List<UUID> people) {
        notices.tellOffice(variables.jobId(), variables.event(), people);
        return null;
    }

    /** @param event the task's header: which text */
    record Variables(UUID jobId, String event) {}
}
