package io.joblane.http.problem;

import io.joblane.shared.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Why a body could not be read, without Jackson's own words, which name our classes. */
final class UnreadableBody {
    private UnreadableBody() {}

    static Problem explain(HttpMessageNotReadableException e) {
        @Nullable Throwable cause = e.getCause();
        if (cause instanceof UnrecognizedPropertyException unknown) {
            String field = path(unknown);
            return Problem.badRequest("unknown_field", "Leave out \"" + field + "\", or correct its name.")
                    .with("errors", List.of(new FieldError(field, "is unknown")));
        }
        if (cause instanceof MismatchedInputException mismatch) {
            FieldError error = new FieldError(path(mismatch), Expected.of(mismatch.getTargetType()));
            String subject = error.field().isEmpty() ? "The body" : "\"" + error.field() + "\"";
            return Problem.badRequest("invalid_value", subject + " " + error.message() + ".")
                    .with("errors", List.of(error));
        }
        if (cause instanceof JacksonException) {
            return Problem.badRequest(
                    "malformed_json", "The body is not well-formed JSON. Correct it, then send it again.");
        }
        return Problem.badRequest("missing_body", "Send a JSON body.");
    }

    /** {@code stops[2].address}. */
    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            String name = step.getPropertyName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        return path.toString();
    }
}
