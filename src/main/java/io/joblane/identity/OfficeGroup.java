package io.joblane.identity;

import io.joblane.shared.LowerCase;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** A group of the office, as models name it: who decides, and who is told. Each holds those who stand above it too. */
public enum OfficeGroup {
    DISPATCHER(Set.of(Role.DISPATCHER, Role.MANAGER, Role.ADMIN, Role.PLATFORM_ADMIN)),
    MANAGER(Set.of(Role.MANAGER, Role.ADMIN, Role.PLATFORM_ADMIN)),
    ADMIN(Set.of(Role.ADMIN, Role.PLATFORM_ADMIN));

    private final Set<Role> roles;

    OfficeGroup(Set<Role> roles) {
        this.roles = roles;
    }

    /** As in models and in the database. */
    public String key() {
        return LowerCase.of(this);
    }

    /** Whoever has one of them belongs to it. */
    public Set<Role> roles() {
        return roles;
    }

    public boolean holds(Role role) {
        return roles.contains(role);
    }

    /** The groups that hold one of these roles. */
    public static Set<OfficeGroup> of(Set<String> roles) {
        return Arrays.stream(values())
                .filter(group -> group.roles.stream().anyMatch(role -> roles.contains(role.key())))
                .collect(Collectors.toUnmodifiableSet());
    }
}
