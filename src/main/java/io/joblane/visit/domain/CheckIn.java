package io.joblane.visit.domain;

import io.joblane.shared.Geo;
import io.joblane.shared.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's phone sends with the check-in.
 *
 * @param lat with {@code lng}: where the phone is; both missing where it does not know
 * @param accuracy how far off that may be, metres
 * @param reason why the agent is not at the site, or not to be located
 */
public record CheckIn(
        @Nullable Double lat,
        @Nullable Double lng,
        @Nullable Double accuracy,
        @Nullable String reason) {
    private static final int REASON_LENGTH = 500;

    public CheckIn {
        if ((lat == null) != (lng == null)
                || outside(lat, -90, 90)
                || outside(lng, -180, 180)
                || outside(accuracy, 0, 1_000_000)) {
            throw Problem.unprocessable(
                    "invalid_check_in",
                    "data.lat, data.lng and data.accuracy must be a position and metres, or missing.");
        }
        reason = reason == null || reason.isBlank() ? null : reason.strip();
        if (reason != null && reason.length() > REASON_LENGTH) {
            throw Problem.unprocessable("reason_too_long", "reason must be " + REASON_LENGTH + " characters at most.");
        }
    }

    @Nullable Geo position() {
        return lat == null || lng == null ? null : new Geo(lat, lng);
    }

    private static boolean outside(@Nullable Double value, double least, double most) {
        return value != null && !(value >= least && value <= most);
    }
}
