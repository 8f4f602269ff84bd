package io.joblane.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits that no test meets by accident: a test asks hundreds of times a second, and everything comes from one address. The
 * limits work all the same, so that what is measured includes them.
 */
public final class OpenLimits {
    public static final Map<String, String> SETTINGS = settings();

    private OpenLimits() {}

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String kind : List.of("auth", "location", "heavy", "write", "read")) {
            settings.put("joblane.http.limits." + kind + ".per-user", "100000000");
            settings.put("joblane.http.limits." + kind + ".per-address", "100000000");
        }
        return settings;
    }
}
