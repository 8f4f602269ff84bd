package io.joblane.shared;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that is no success and that the caller is told: over HTTP it becomes a problem detail (RFC 9457). Carries no
 * stack, because nothing is broken. A fault is any other exception, and its caller learns nothing of it.
 *
 * <p>{@code code} is stable and in snake_case, e.g. {@code booking_unknown}; the message is the {@code detail}, a sentence
 * that says what to do next.
 */
public class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, Object> properties;
    private final @Nullable Duration retryAfter;

    protected Problem(
            int status,
            String code,
            String detail,
            Map<String, Object> properties,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.status = status;
        this.code = code;
        this.properties = properties;
        this.retryAfter = retryAfter;
    }

    /** For a status that has no method of its own here. */
    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, Map.of(), null, null);
    }

    public static Problem badRequest(String code, String detail) {
        return of(400, code, detail);
    }

    public static Problem unauthorized(String code, String detail) {
        return of(401, code, detail);
    }

    public static Problem forbidden(String code, String detail) {
        return of(403, code, detail);
    }

    public static Problem notFound(String code, String detail) {
        return of(404, code, detail);
    }

    public static Problem conflict(String code, String detail) {
        return of(409, code, detail);
    }

    /** It was there once and will not come back. */
    public static Problem gone(String code, String detail) {
        return of(410, code, detail);
    }

    public static Problem preconditionFailed(String detail) {
        return of(412, "precondition_failed", detail);
    }

    public static Problem unprocessable(String code, String detail) {
        return of(422, code, detail);
    }

    public static Problem tooManyRequests(String code, String detail, Duration retryAfter) {
        return of(429, code, detail).retryAfter(retryAfter);
    }

    public static Problem unavailable(String code, String detail, Duration retryAfter) {
        return of(503, code, detail).retryAfter(retryAfter);
    }

    /** The same problem with one more member. */
    public Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(properties);
        more.put(name, value);
        return new Problem(status, code, detail(), more, retryAfter, getCause());
    }

    public Problem retryAfter(Duration wait) {
        return new Problem(status, code, detail(), properties, wait, getCause());
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public Map<String, Object> properties() {
        return properties;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    @Override
    public String toString() {
        return status + " " + code + ": " + detail();
    }
}
