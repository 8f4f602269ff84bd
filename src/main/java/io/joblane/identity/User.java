package io.joblane.identity;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody who can log in.
 *
 * @param secondFactor whether their log-in needs a second factor
 */
public record User(UUID id, String email, String name, boolean secondFactor, List<Membership> memberships) {
    public User {
        memberships = List.copyOf(memberships);
    }

    public Optional<Membership> in(String company) {
        return memberships.stream().filter(m -> m.company().equals(company)).findFirst();
    }

    /** Whether they have that role in some company. */
    public boolean is(Role role) {
        return memberships.stream().anyMatch(m -> m.role() == role);
    }
}
