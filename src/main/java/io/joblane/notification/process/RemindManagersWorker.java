package io.joblane.notification.process;

import io.joblane.context.CurrentCompany;
import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import io.joblane.identity.Role;
import io.joblane.identity.User;
import io.joblane.identity.Users;
import io.joblane.notification.domain.TimeOffNotices;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells managers and admins that a request for time off waits. Who they are is in another database, so it is read first. */
@JobType("notification.remindManagers")
class RemindManagersWorker implements PreparingWorker<RemindManagersWorker.Variables, List<UUID>> {
    private final TimeOffNotices notices;
    private final Users users;

    RemindManagersWorker(TimeOffNotices notices, Users users) {
        this.notices = notices;
        this.users = users;
    }

    @Override
    public List<UUID> prepare(Variables variables) {
        String company = CurrentCompany.required();
        return users.membersOf(company).stream()
                .filter(user -> user.in(company)
                        .filter(place -> place.role() == Role.MANAGER || place.role() == Role.ADMIN)
                        .isPresent())
                .map(User::id)
                .toList();
    }

    @Override
    public @Nullable Object handle(Variables variables, List<UUID> managers) {
        notices.remindManagers(variables.subjectId(), variables.event(), managers);
        return null;
    }

    /** @param event the task's header: which text */
    record Variables(UUID subjectId, String event) {}
}
