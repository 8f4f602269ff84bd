package io.joblane.http.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How a log names what was asked for: without the query, and without the secret that some links are made of. */
final class LoggedRoute {
    /** As long as a UUID. Tokens are longer, or have the company and a dot in front. */
    private static final int LONGEST_ID = 36;

    private LoggedRoute() {}

    static String of(HttpServletRequest request) {
        return request.getMethod()
                + ' '
                + Arrays.stream(request.getRequestURI().split("/", -1))
                        .map(part -> part.length() > LONGEST_ID || part.indexOf('.') >= 0 ? "*" : part)
                        .collect(Collectors.joining("/"));
    }
}
