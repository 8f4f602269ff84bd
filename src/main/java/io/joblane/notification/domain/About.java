package io.joblane.notification.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a message belongs to, so that it is found with it; each may be missing. */
record About(
        @Nullable UUID bookingId,
        @Nullable UUID assignmentId,
        @Nullable UUID jobId,
        @Nullable UUID offerId) {
    static final About NOTHING = new About(null, null, null, null);

    static About trip(UUID bookingId, @Nullable UUID assignmentId) {
        return new About(bookingId, assignmentId, null, null);
    }

    static About job(UUID jobId, @Nullable UUID offerId, @Nullable UUID assignmentId) {
        return new About(null, assignmentId, jobId, offerId);
    }
}
