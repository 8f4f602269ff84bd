package io.joblane.notification.process;

import io.joblane.context.CurrentCompany;
import io.joblane.identity.OfficeGroup;
import io.joblane.identity.User;
import io.joblane.identity.Users;
import java.util.List;
import java.util.UUID;

/** The logins of a group of the office. They are in another database, so they are read before a transaction. */
final class Group {
    private Group() {}

    static List<UUID> of(Users users, OfficeGroup group) {
        String company = CurrentCompany.required();
        return users.membersOf(company).stream()
                .filter(user -> user.in(company)
                        .filter(place -> group.holds(place.role()))
                        .isPresent())
                .map(User::id)
                .toList();
    }
}
