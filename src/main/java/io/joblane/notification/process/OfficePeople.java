package io.joblane.notification.process;

import io.joblane.context.CurrentCompany;
import io.joblane.identity.Role;
import io.joblane.identity.User;
import io.joblane.identity.Users;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Who works in the current company's office. It is in another database: ask before a transaction, not in one. */
@Component
class OfficePeople {
    private final Users users;

    OfficePeople(Users users) {
        this.users = users;
    }

    List<UUID> with(Set<Role> roles) {
        String company = CurrentCompany.required();
        return users.membersOf(company).stream()
                .filter(user -> user.in(company)
                        .filter(place -> roles.contains(place.role()))
                        .isPresent())
                .map(User::id)
                .toList();
    }
}
