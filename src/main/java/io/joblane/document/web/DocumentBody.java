package io.joblane.document.web;

import io.joblane.document.DocumentKind;
import io.joblane.document.domain.DocumentDetails;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A document as somebody describes it.
 *
 * @param title what it is called, e.g. "Driving licence B"
 * @param validUntil the last day on which it is valid; missing: for ever
 */
record DocumentBody(
        @NotNull DocumentKind kind,
        @NotBlank @Size(max = 120) String title,
        @Size(max = 80) @Nullable String number,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validUntil) {
    DocumentDetails details() {
        return new DocumentDetails(kind, title, number == null ? "" : number, validFrom, validUntil);
    }
}
