package io.joblane.document.domain;

import io.joblane.document.DocumentKind;
import io.joblane.shared.Problem;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What somebody says of a document. */
public record DocumentDetails(
        DocumentKind kind,
        String title,
        String number,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validUntil) {
    public DocumentDetails {
        title = title.strip();
        number = number.strip();
        if (validFrom != null && validUntil != null && validUntil.isBefore(validFrom)) {
            throw Problem.unprocessable("invalid_validity", "\"validUntil\" must not be before \"validFrom\".");
        }
    }
}
