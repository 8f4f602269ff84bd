package io.joblane.http;

import io.joblane.shared.Ids;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The id under which one request is found in the log; the client may send it, and is told it. */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";
    static final String ATTRIBUTE = RequestId.class.getName();

    private RequestId() {}

    public static @Nullable String of(HttpServletRequest request) {
        return (String) request.getAttribute(ATTRIBUTE);
    }

    static String next() {
        return Ids.next().toString();
    }
}
