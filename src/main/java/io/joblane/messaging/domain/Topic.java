package io.joblane.messaging.domain;

import io.joblane.shared.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a thread is about: a booking, a job, or anything where both are null. */
public record Topic(@Nullable UUID bookingId, @Nullable UUID jobId) {
    /** @throws Problem 422 {@code one_topic} for both at once */
    public Topic {
        if (bookingId != null && jobId != null) {
            throw Problem.unprocessable("one_topic", "Name a booking or a job, not both.");
        }
    }
}
