package io.joblane.job.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When what happened. */
record Course(
        Instant postedAt,
        @Nullable Instant filledAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt) {
    Course filled(Instant at) {
        return new Course(postedAt, at, startedAt, completedAt);
    }

    Course started(Instant at) {
        return new Course(postedAt, filledAt, at, completedAt);
    }

    Course completed(Instant at) {
        return new Course(postedAt, filledAt, startedAt, at);
    }
}
