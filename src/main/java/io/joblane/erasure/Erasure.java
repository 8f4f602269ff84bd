package io.joblane.erasure;

import io.joblane.shared.LowerCase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was erased of one person, or would be.
 *
 * @param id null for a rehearsal
 * @param account what became of the account with which they logged in; null while that is still to be done
 * @param at null for a rehearsal
 */
record Erasure(
        @Nullable UUID id,
        Kind entity,
        UUID entityId,
        boolean dryRun,
        List<Erased> erased,
        @Nullable Account account,
        @Nullable Instant at) {

    /** Whose data it is. */
    enum Kind {
        AGENT,
        CUSTOMER,
        USER;

        String key() {
            return LowerCase.of(this);
        }
    }

    /** What becomes of an account: it is kept where the person has a place in another company. */
    enum Account {
        ERASED,
        KEPT,
        NONE
    }

    /** @param what the table; {@code audit_entry} for the trail */
    record Erased(String what, int rows) {}
}
