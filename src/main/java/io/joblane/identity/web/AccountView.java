package io.joblane.identity.web;

import io.joblane.identity.Role;
import io.joblane.identity.User;
import java.util.List;
import java.util.UUID;

/** A user as they see themselves. */
record AccountView(UUID id, String email, String name, List<CompanyView> companies) {
    record CompanyView(String slug, String name, Role role) {}

    static AccountView of(User user) {
        return new AccountView(
                user.id(),
                user.email(),
                user.name(),
                user.memberships().stream()
                        .map(m -> new CompanyView(m.company(), m.companyName(), m.role()))
                        .toList());
    }
}
