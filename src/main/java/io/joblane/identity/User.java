package io.joblane.identity;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Somebody who can log in. */
public record User(UUID id, String email, String name, List<Membership> memberships) {
    public User {
        memberships = List.copyOf(memberships);
    }

    public Optional<Membership> in(String company) {
        return memberships.stream().filter(m -> m.company().equals(company)).findFirst();
    }
}
