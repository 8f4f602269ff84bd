package io.joblane.context;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who does something: a signed-in person in one company, or the system itself (workers, timers).
 *
 * @param userId the control database's user id; null for the system
 * @param label what a log shows: "Dana Dispatcher (dispatcher)", or "system"
 * @param roles the person's roles in the current company, e.g. {@code admin}
 */
public record Actor(@Nullable UUID userId, String label, Set<String> roles) {
    public static final Actor SYSTEM = new Actor(null, "system", Set.of("system"));

    public boolean isSystem() {
        return userId == null;
    }

    public boolean has(String role) {
        return roles.contains(role);
    }

    /** What the database tells apart: agents see their own rows only; {@code staff} is everybody else who is signed in. */
    public String rowClass() {
        return userId == null ? "system" : has("agent") ? "agent" : "staff";
    }

    /** What audit columns keep: the user's id, or "system". */
    public String auditName() {
        return userId == null ? "system" : userId.toString();
    }
}
