package io.joblane.job;

import io.joblane.shared.Geo;

/** Where the work is. */
public record Site(String address, String postcode, double lat, double lng) {
    public Geo geo() {
        return new Geo(lat, lng);
    }

    /** What an agent may know of it before they have accepted: the postcode's district (SW1A of SW1A 1AA), else its first half. */
    public String area() {
        String code = postcode.strip();
        int gap = code.indexOf(' ');
        return gap > 0 ? code.substring(0, gap) : code.substring(0, (code.length() + 1) / 2);
    }
}
