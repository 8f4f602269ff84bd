package io.joblane.identity.access;

import io.joblane.secret.RandomToken;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The lasting token with which a Prometheus server reads the metrics, and nothing else. */
final class ScrapeToken {
    static final String PATH = "/actuator/prometheus";
    /** What somebody has who came with it; no person's role. */
    static final String AUTHORITY = "metrics_reader";

    private static final int SHORTEST = 32;

    private final RequestMatcher metrics = PathPatternRequestMatcher.pathPattern(HttpMethod.GET, PATH);
    private final boolean isSet;
    private final byte[] hash;

    /**
     * @param token blank for none
     * @throws IllegalArgumentException for one that could be guessed
     */
    ScrapeToken(String token) {
        if (!token.isBlank() && token.length() < SHORTEST) {
            throw new IllegalArgumentException("JOBLANE_METRICS_TOKEN must have at least " + SHORTEST
                    + " characters: make one with openssl rand -hex 32");
        }
        this.isSet = !token.isBlank();
        this.hash = RandomToken.hash(token);
    }

    /** Takes as long whatever the difference is. */
    boolean opens(HttpServletRequest request, String token) {
        return isSet && metrics.matches(request) && MessageDigest.isEqual(hash, RandomToken.hash(token));
    }
}
