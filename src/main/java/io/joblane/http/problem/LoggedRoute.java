package io.joblane.http.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.web.servlet.HandlerMapping;

/** How a log names what was asked for: never with a secret that is part of a link. */
final class LoggedRoute {
    private LoggedRoute() {}

    /** The address; its pattern where that holds a secret, or where it is not known yet whether the address does. */
    static String of(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        if (pattern == null || !(variables instanceof Map<?, ?> named)) {
            return request.getMethod() + " (no route yet)";
        }
        return request.getMethod() + " " + (named.containsKey("token") ? pattern : request.getRequestURI());
    }
}
