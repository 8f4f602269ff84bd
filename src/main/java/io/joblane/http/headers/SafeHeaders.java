package io.joblane.http.headers;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/**
 * What a browser must not do with an answer. They are data and never a page, so it may do next to nothing. A controller that
 * says something else for a header keeps it.
 */
public final class SafeHeaders {
    private static final Map<String, String> ALWAYS = always();

    static final List<HeaderWriter> WRITERS = List.of(writer(), hsts());

    private SafeHeaders() {}

    /** For an answer that passed through no filter. */
    public static void write(BiConsumer<String, String> header) {
        ALWAYS.forEach(header);
    }

    private static Map<String, String> always() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "no-store");
        headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
        headers.put("Cross-Origin-Embedder-Policy", "require-corp");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        return headers;
    }

    private static HeaderWriter writer() {
        List<HeaderWriter> each = ALWAYS.entrySet().stream()
                .map(header -> (HeaderWriter) new StaticHeadersWriter(header.getKey(), header.getValue()))
                .toList();
        return (request, response) -> each.forEach(one -> one.writeHeaders(request, response));
    }

    /** On https only: over http a browser ignores it. */
    private static HeaderWriter hsts() {
        HstsHeaderWriter hsts = new HstsHeaderWriter();
        hsts.setMaxAgeInSeconds(Duration.ofDays(365).toSeconds());
        hsts.setIncludeSubDomains(true);
        return hsts;
    }
}
