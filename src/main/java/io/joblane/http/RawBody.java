package io.joblane.http;

import io.joblane.shared.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body that is a file and no JSON, for the few routes that take one: it is read as it comes, by whoever bounds its size.
 * Every other body goes through {@link CleanBody}.
 *
 * @param declaredLength what the client says, -1 where it does not
 */
public record RawBody(InputStream stream, long declaredLength) {

    /** @throws Problem 415 {@code unsupported_content_encoding} for a compressed one */
    public static RawBody of(HttpServletRequest request) throws IOException {
        CleanBody.requireNotCompressed(request.getHeader("Content-Encoding"));
        return new RawBody(request.getInputStream(), request.getContentLengthLong());
    }
}
