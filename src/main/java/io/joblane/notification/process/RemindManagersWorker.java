package io.joblane.notification.process;

import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import io.joblane.identity.Role;
import io.joblane.notification.domain.TimeOffNotices;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells managers and admins that a request for time off waits. Who they are is in another database, so it is read first. */
@JobType("notification.remindManagers")
class RemindManagersWorker implements PreparingWorker<RemindManagersWorker.Variables, List<UUID>> {
    private final TimeOffNotices notices;
    private final OfficePeople office;

    RemindManagersWorker(TimeOffNotices notices, OfficePeople office) {
        this.notices = notices;
        this.office = office;
    }

    @Override
    public List<UUID> prepare(Variables variables) {
        return office.with(Set.of(Role.MANAGER, Role.ADMIN));
    }

    @Override
    public @Nullable Object handle(Variables variables, List<UUID> managers) {
        notices.remindManagers(variables.subjectId(), variables.event(), managers);
        return null;
    }

    /** @param event the task's header: which text */
    record Variables(UUID subjectId, String event) {}
}
