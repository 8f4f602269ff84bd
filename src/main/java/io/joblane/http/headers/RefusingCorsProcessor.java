package io.joblane.http.headers;

import io.joblane.shared.Problem;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.DefaultCorsProcessor;

/** Refuses a foreign origin in the same form as everything else. */
final class RefusingCorsProcessor extends DefaultCorsProcessor {
    @Override
    protected void rejectRequest(ServerHttpResponse response) {
        throw Problem.forbidden(
                "origin_forbidden",
                "This web application may not call from a browser. An admin can add its origin to joblane.http.allowed-origins.");
    }
}
