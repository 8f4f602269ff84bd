package io.joblane.identity.access;

import java.util.Arrays;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Decides for {@code @Staff} and its like, on routes and on services. A request always has somebody behind it, nobody
 * included; a worker, a timer or the start has not: these are the system, which decided before what it does.
 */
@Component("roles")
final class Roles {
    /** Whether whoever asks has one of the roles in the company they chose, or nobody asks. */
    public boolean any(String... roles) {
        Authentication asking = SecurityContextHolder.getContext().getAuthentication();
        return asking == null
                || asking.getAuthorities().stream()
                        .anyMatch(has ->
                                Arrays.stream(roles).anyMatch(role -> ("ROLE_" + role).equals(has.getAuthority())));
    }
}
