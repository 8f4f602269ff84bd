package io.joblane.http.limit;

import io.joblane.shared.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts a request, says in {@code RateLimit} and {@code RateLimit-Policy} what is left (the form of
 * draft-ietf-httpapi-ratelimit-headers-10), and refuses what is too much before any work is done for it.
 */
final class LimitFilter extends OncePerRequestFilter {
    private final RequestLimits limits;
    private final Whose whose;
    private final Function<HttpServletRequest, Optional<String>> id;

    /** @param id whose request it is; empty where this limit has nobody to count it for */
    LimitFilter(RequestLimits limits, Whose whose, Function<HttpServletRequest, Optional<String>> id) {
        this.limits = limits;
        this.whose = whose;
        this.id = id;
    }

    /** There is one of these for users and one for addresses, and each must run once. */
    @Override
    protected String getAlreadyFilteredAttributeName() {
        return LimitFilter.class.getName() + "." + whose;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        @Nullable RouteClass kind = RouteClass.of(request.getMethod(), request.getRequestURI());
        if (kind != null) {
            id.apply(request)
                    .flatMap(known -> limits.take(kind, whose, known))
                    .ifPresent(verdict -> apply(verdict, response));
        }
        chain.doFilter(request, response);
    }

    private static void apply(Verdict verdict, HttpServletResponse response) {
        response.addHeader("RateLimit-Policy", verdict.policyItem());
        response.addHeader("RateLimit", verdict.stateItem());
        if (!verdict.allowed()) {
            long wait = Verdict.seconds(verdict.pause());
            throw Problem.tooManyRequests(
                            "rate_limited",
                            "Too many requests. Wait " + wait
                                    + " s, then go on more slowly; RateLimit says what is left.",
                            Duration.ofSeconds(wait))
                    .with("policy", verdict.policy());
        }
    }
}
