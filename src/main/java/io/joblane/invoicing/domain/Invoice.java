package io.joblane.invoicing.domain;

import io.joblane.pricing.Line;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An invoice. It never changes: a credit note is the way to take one back. */
public record Invoice(
        UUID id,
        String number,
        UUID bookingId,
        UUID customerId,
        List<Line> lines,
        BigDecimal total,
        String currency,
        Instant issuedAt) {}
