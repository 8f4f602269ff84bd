package io.joblane.job.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the search for agents has come.
 *
 * @param wave how often agents were asked since {@code since}
 * @param since who was asked before may be asked again
 * @param nextWaveAt not before then, unless all have answered; null for at once
 * @param widenedAt when everybody who was left was asked; null before the deadline
 */
record Filling(
        int wave,
        Instant since,
        @Nullable Instant nextWaveAt,
        @Nullable Instant widenedAt) {
    /** Everybody may be asked again. */
    static Filling anew(Instant now) {
        return new Filling(0, now, null, null);
    }

    /** The next wave goes at once, to those who were not asked yet. */
    Filling resumed() {
        return new Filling(wave, since, null, null);
    }

    Filling waved(int number, Instant next, @Nullable Instant widened) {
        return new Filling(number, since, next, widened);
    }
}
