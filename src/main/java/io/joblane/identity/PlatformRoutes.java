package io.joblane.identity;

import java.util.List;

/** The routes that belong to no company: they need none chosen, and work while one's own is suspended. */
public final class PlatformRoutes {
    public static final List<String> PREFIXES =
            List.of("/api/v1/companies", "/api/v1/platform", "/api/v1/reports/companies");

    private PlatformRoutes() {}
}
