package io.joblane.shared;

/** A place in WGS 84 degrees. */
public record Geo(double lat, double lng) {
    /** Mean radius of the earth (IUGG), km. */
    private static final double EARTH_KM = 6371.0088;

    public Geo {
        if (!(lat >= -90 && lat <= 90) || !(lng >= -180 && lng <= 180)) {
            throw new IllegalArgumentException("Not a place on earth: " + lat + ", " + lng);
        }
    }

    /** Great-circle distance in km by the haversine formula. */
    public double distanceKm(Geo other) {
        double sinLat = Math.sin(Math.toRadians(other.lat - lat) / 2);
        double sinLng = Math.sin(Math.toRadians(other.lng - lng) / 2);
        double a =
                sinLat * sinLat + Math.cos(Math.toRadians(lat)) * Math.cos(Math.toRadians(other.lat)) * sinLng * sinLng;
        return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(a)));
    }
}
