package io.joblane.http.problem;

import io.joblane.shared.LowerCase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Says in a client's words what a value of a type looks like. */
final class Expected {
    private Expected() {}

    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "is not valid";
        }
        Class<?> wanted = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (wanted.isEnum()) {
            return "must be one of "
                    + Arrays.stream(wanted.getEnumConstants())
                            .map(constant -> LowerCase.of((Enum<?>) constant))
                            .collect(Collectors.joining(", "));
        }
        if (wanted == Instant.class) {
            return "must be a point in time such as 2026-03-01T09:30:00Z";
        }
        if (wanted == LocalDate.class) {
            return "must be a date such as 2026-03-01";
        }
        if (wanted == UUID.class) {
            return "must be a UUID";
        }
        if (wanted == Integer.class || wanted == Long.class) {
            return "must be a whole number";
        }
        if (Number.class.isAssignableFrom(wanted)) {
            return "must be a number";
        }
        if (wanted == Boolean.class) {
            return "must be true or false";
        }
        if (wanted == String.class) {
            return "must be a text";
        }
        return "is not valid";
    }
}
