package io.joblane.workforce.skill;

import io.joblane.shared.Problem;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What proves a skill; each part may be missing.
 *
 * @param from the first day on which it is valid
 * @param until the last one
 */
public record Certificate(
        @Nullable String number,
        @Nullable LocalDate from,
        @Nullable LocalDate until) {
    /** @throws Problem 422 {@code invalid_certificate} */
    public Certificate {
        if (from != null && until != null && until.isBefore(from)) {
            throw Problem.unprocessable("invalid_certificate", "The certificate must not end before it begins.");
        }
    }
}
