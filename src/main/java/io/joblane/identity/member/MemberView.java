package io.joblane.identity.member;

import io.joblane.identity.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One person as their company's admin sees them.
 *
 * @param secondFactor whether they have set one up
 * @param invitationExpiresAt of the invitation that waits, where one does
 * @param joinedAt null until they accepted
 */
public record MemberView(
        UUID id,
        String email,
        String name,
        Role role,
        MemberStatus status,
        boolean secondFactor,
        @Nullable Instant invitationExpiresAt,
        @Nullable Instant joinedAt,
        int version) {
    boolean hasJoined() {
        return joinedAt != null;
    }
}
