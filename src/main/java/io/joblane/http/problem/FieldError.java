package io.joblane.http.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.Errors;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/**
 * What is wrong with one field of a request.
 *
 * @param field its path, e.g. {@code customer.email}; or the name of a query parameter or header
 */
record FieldError(String field, String message) {
    static List<FieldError> of(Errors errors) {
        List<FieldError> all = new ArrayList<>();
        errors.getFieldErrors().forEach(e -> all.add(new FieldError(e.getField(), text(errors, e))));
        errors.getGlobalErrors().forEach(e -> all.add(new FieldError("", text(e.getDefaultMessage()))));
        return all;
    }

    static List<FieldError> of(HandlerMethodValidationException e) {
        List<FieldError> all = new ArrayList<>();
        for (ParameterValidationResult result : e.getParameterValidationResults()) {
            if (result instanceof ParameterErrors errors) {
                all.addAll(of((Errors) errors));
                continue;
            }
            String name = Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "");
            for (MessageSourceResolvable error : result.getResolvableErrors()) {
                all.add(new FieldError(name, text(error.getDefaultMessage())));
            }
        }
        return all;
    }

    /** What cannot be converted is told in the framework's words, with the names of its classes. */
    private static String text(Errors errors, org.springframework.validation.FieldError e) {
        return e.isBindingFailure() ? Expected.of(errors.getFieldType(e.getField())) : text(e.getDefaultMessage());
    }

    private static String text(@Nullable String message) {
        return message == null ? "is not valid" : message;
    }
}
