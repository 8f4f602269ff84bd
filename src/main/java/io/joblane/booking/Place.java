package io.joblane.booking;

import io.joblane.shared.Geo;

/** An address and where it is. */
public record Place(String address, double lat, double lng) {
    public Geo geo() {
        return new Geo(lat, lng);
    }
}
