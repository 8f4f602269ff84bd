package io.joblane.invoicing.domain;

import io.joblane.invoicing.Party;
import io.joblane.invoicing.Seller;
import io.joblane.pricing.Line;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Takes an invoice back, as a whole or in part. It never changes.
 *
 * @param invoiceNumber of the invoice that it takes back
 * @param total above zero: what the customer need not pay, or gets back
 */
public record CreditNote(
        UUID id,
        String number,
        UUID invoiceId,
        String invoiceNumber,
        UUID customerId,
        String reason,
        List<Line> lines,
        BigDecimal net,
        String taxName,
        BigDecimal taxPercent,
        BigDecimal tax,
        BigDecimal total,
        String currency,
        Instant issuedAt,
        Seller seller,
        Party recipient) {}
