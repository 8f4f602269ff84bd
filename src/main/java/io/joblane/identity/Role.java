package io.joblane.identity;

import io.joblane.shared.LowerCase;

/** What somebody is in one company. */
public enum Role {
    /** Runs the installation. May also do what an admin may. */
    PLATFORM_ADMIN,
    ADMIN,
    MANAGER,
    DISPATCHER,
    /** Reads; places nothing and dispatches nothing. */
    SALESPERSON,
    AGENT;

    /** As in the database, in JSON and in {@link io.joblane.context.Actor#roles()}. */
    public String key() {
        return LowerCase.of(this);
    }
}
