package io.joblane.http.limit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** What kind of work a request is; each kind is limited by itself, so that a busy map never stops a tap. */
enum RouteClass {
    /** Checks a secret: log-in, refresh, second factor, invitation, password reset. */
    AUTH,
    /** Where a phone is. */
    LOCATION,
    /** Reads much or runs long: exports, reports, the audit trail, backups. */
    HEAVY,
    WRITE,
    READ;

    /** The first line that fits decides; what no line names is a read or a write by its method. */
    private static final List<Line> TABLE = List.of(
            line(null, "/actuator/health/**", null),
            // Providers tell of every message from a few addresses; who has no signature is turned away before any work
            // is done.
            line("POST", "/api/v1/webhooks/twilio/**", null),
            line("POST", "/api/v1/webhooks/sendgrid/**", null),
            line(null, "/api/v1/auth/**", AUTH),
            line("PUT", "/api/v1/me/password", AUTH),
            line("POST", "/api/v1/me/**", AUTH),
            line("POST", "/api/v1/mobile/location", LOCATION),
            line(null, "/api/v1/audit/**", HEAVY),
            line(null, "/api/v1/reports/**", HEAVY),
            line(null, "/api/v1/analytics/**", HEAVY),
            line("GET", "/api/v1/jobs/export", HEAVY),
            line("GET", "/api/v1/bookings/export", HEAVY),
            line(null, "/api/v1/companies/*/backups/**", HEAVY),
            line(null, "/api/v1/companies/*/restorations/**", HEAVY),
            line(null, "/api/v1/platform/backups/**", HEAVY),
            line("POST", "/api/v1/erasures", HEAVY),
            line("POST", "/api/v1/companies", HEAVY),
            line("POST", "/api/v1/companies/*/migration", HEAVY),
            line("GET", "/v3/api-docs/**", HEAVY),
            // Each may be a question to a service that counts them.
            line(null, "/api/v1/weather/**", HEAVY));

    /** @return null for what is never limited: the probes of a load balancer, and what providers report */
    static @Nullable RouteClass of(String method, String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        for (Line line : TABLE) {
            if ((line.method() == null || line.method().equals(method))
                    && line.pattern().matches(parsed)) {
                return line.kind();
            }
        }
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS") ? READ : WRITE;
    }

    private static Line line(@Nullable String method, String pattern, @Nullable RouteClass kind) {
        return new Line(method, PathPatternParser.defaultInstance.parse(pattern), kind);
    }

    /** @param method null for any */
    private record Line(
            @Nullable String method,
            PathPattern pattern,
            @Nullable RouteClass kind) {}
}
