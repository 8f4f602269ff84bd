package io.joblane.http.headers;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call from a browser.
 *
 * @param allowedOrigins the web applications of other origins that may, e.g. {@code https://board.example}; none by default
 */
@ConfigurationProperties("joblane.http")
record HeaderSettings(@DefaultValue List<String> allowedOrigins) {
    HeaderSettings {
        allowedOrigins = allowedOrigins.stream().map(String::trim).toList();
        allowedOrigins.forEach(HeaderSettings::requireOrigin);
    }

    private static void requireOrigin(String origin) {
        if (!isOrigin(origin)) {
            throw new IllegalArgumentException(
                    "joblane.http.allowed-origins must name origins such as https://board.example, not " + origin);
        }
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && text.equals(uri.getScheme() + "://" + uri.getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
