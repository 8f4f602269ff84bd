package io.joblane.company;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * How a company looks, so that nobody mistakes one for another.
 *
 * @param primary {@code #rrggbb}, lower case
 * @param secondary {@code #rrggbb}, lower case
 * @param logoUrl an https address, or empty
 */
public record Branding(String primary, String secondary, String logoUrl) {
    public static final Branding DEFAULT = new Branding("#1f4e79", "#ffffff", "");

    public Branding {
        primary = colour(primary);
        secondary = colour(secondary);
        if (!logoUrl.isEmpty() && !isHttps(logoUrl)) {
            throw new IllegalArgumentException("logoUrl must be an https address or empty, not " + logoUrl);
        }
    }

    private static String colour(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.matches("#[0-9a-f]{6}")) {
            throw new IllegalArgumentException("A colour must look like #1f4e79, not " + text);
        }
        return lower;
    }

    private static boolean isHttps(String text) {
        try {
            URI address = new URI(text);
            return text.length() <= 500 && "https".equals(address.getScheme()) && address.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
