package io.joblane.http;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** In which form a list is wanted, where it is there in both: query parameter {@code format}, or the header {@code Accept}. */
public enum AnswerFormat {
    JSON,
    CSV;

    /** @param asked the parameter, which wins over the header */
    public static boolean isCsv(@Nullable AnswerFormat asked, HttpServletRequest request) {
        if (asked != null) {
            return asked == CSV;
        }
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null) {
            return false;
        }
        try {
            return MediaType.parseMediaTypes(accept).stream()
                    .anyMatch(type ->
                            type.getType().equals("text") && type.getSubtype().equals("csv"));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
