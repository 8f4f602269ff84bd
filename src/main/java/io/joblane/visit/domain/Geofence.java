package io.joblane.visit.domain;

import io.joblane.shared.Geo;
import io.joblane.shared.Problem;
import org.jspecify.annotations.Nullable;

/** Whether a check-in is at the site. Who is elsewhere says why, and it is marked. */
record Geofence(Geo site, int radiusMetres) {
    /** A phone that says it may be further off than that is not believed to be at the site for it. */
    private static final double MOST_ACCURACY_METRES = 100;

    private static final double METRES_A_KM = 1000;

    /**
     * @param metres from the site; null without a position
     * @param outside whether it is marked
     */
    record Finding(@Nullable Integer metres, boolean outside) {}

    /** @throws Problem 422 where a reason is wanted and missing */
    Finding judge(CheckIn checkIn) {
        Geo position = checkIn.position();
        if (position == null) {
            if (checkIn.reason() == null) {
                throw Problem.unprocessable(
                        "position_required", "Send where you are, or say in data.reason why your phone does not know.");
            }
            return new Finding(null, true);
        }
        double metres = site.distanceKm(position) * METRES_A_KM;
        Double accuracy = checkIn.accuracy();
        double spare = accuracy == null ? 0 : Math.min(accuracy, MOST_ACCURACY_METRES);
        boolean outside = metres - spare > radiusMetres;
        int rounded = (int) Math.round(metres);
        if (outside && checkIn.reason() == null) {
            throw Problem.unprocessable(
                            "outside_site",
                            "You are " + rounded
                                    + " m from the site. Go there, or say in data.reason why you check in from"
                                    + " here.")
                    .with("metres", rounded);
        }
        return new Finding(rounded, outside);
    }
}
