package io.joblane.identity;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;

/** The only routes that need no log-in. A test walks all routes and holds them to this list. */
public final class PublicRoutes {
    public static final List<Route> ALWAYS = List.of(
            new Route(HttpMethod.POST, "/api/v1/auth/login"),
            new Route(HttpMethod.POST, "/api/v1/auth/refresh"),
            new Route(HttpMethod.POST, "/api/v1/auth/second-factor"),
            new Route(HttpMethod.POST, "/api/v1/auth/invitations/{token}"),
            new Route(HttpMethod.POST, "/api/v1/auth/password-reset-requests"),
            new Route(HttpMethod.POST, "/api/v1/auth/password-resets"),
            new Route(HttpMethod.GET, "/.well-known/jwks.json"),
            new Route(HttpMethod.GET, "/actuator/health"),
            new Route(HttpMethod.GET, "/actuator/health/liveness"),
            new Route(HttpMethod.GET, "/actuator/health/readiness"),
            new Route(HttpMethod.GET, "/api/v1/ratings/{token}"),
            new Route(HttpMethod.POST, "/api/v1/ratings/{token}"),
            new Route(HttpMethod.GET, "/api/v1/unsubscriptions/{token}"),
            new Route(HttpMethod.POST, "/api/v1/unsubscriptions/{token}"),
            new Route(HttpMethod.POST, "/api/v1/webhooks/twilio/{company}/status"),
            new Route(HttpMethod.POST, "/api/v1/webhooks/twilio/{company}/inbound"),
            new Route(HttpMethod.POST, "/api/v1/webhooks/sendgrid/{company}"),
            // Signed by whoever sends it.
            new Route(HttpMethod.POST, "/api/v1/webhooks/stripe/{company}"));

    /** Besides, in demo mode. */
    public static final List<Route> DEMO =
            List.of(new Route(HttpMethod.GET, "/v3/api-docs"), new Route(HttpMethod.GET, "/v3/api-docs.yaml"));

    private PublicRoutes() {}

    /** One method at one path pattern. */
    public record Route(HttpMethod method, String pattern) {}

    public static List<Route> all(boolean demo) {
        return demo ? Stream.concat(ALWAYS.stream(), DEMO.stream()).toList() : ALWAYS;
    }
}
