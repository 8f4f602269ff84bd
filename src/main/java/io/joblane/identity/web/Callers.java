package io.joblane.identity.web;

import io.joblane.identity.session.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.http.HttpHeaders;

/** Reads from a request where it comes from. */
final class Callers {
    private Callers() {}

    static Caller of(HttpServletRequest request) {
        return new Caller(
                request.getRemoteAddr(), Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), ""));
    }
}
