package io.joblane.shared;

import java.util.Map;

/**
 * Something the caller can understand and mend, answered as problem details (RFC 9457).
 *
 * <p>{@code code} is stable and meant for programs; the message is for people and says what to do next.
 */
public class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, Object> properties;

    public Problem(int status, String code, String detail, Map<String, Object> properties) {
        super(detail);
        this.status = status;
        this.code = code;
        this.properties = Map.copyOf(properties);
    }

    public static Problem badRequest(String code, String detail) {
        return new Problem(400, code, detail, Map.of());
    }

    public static Problem forbidden(String code, String detail) {
        return new Problem(403, code, detail, Map.of());
    }

    public static Problem notFound(String code, String detail) {
        return new Problem(404, code, detail, Map.of());
    }

    public static Problem conflict(String code, String detail) {
        return new Problem(409, code, detail, Map.of());
    }

    public static Problem unprocessable(String code, String detail) {
        return new Problem(422, code, detail, Map.of());
    }

    public static Problem unavailable(String code, String detail) {
        return new Problem(503, code, detail, Map.of());
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Further members of the problem document. */
    public Map<String, Object> properties() {
        return properties;
    }
}
