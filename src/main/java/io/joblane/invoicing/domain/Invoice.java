package io.joblane.invoicing.domain;

import io.joblane.invoicing.Party;
import io.joblane.invoicing.Seller;
import io.joblane.pricing.Line;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice, of a trip or of a job. It never changes: a credit note is the way to take one back.
 *
 * @param lines they add up to {@code total} where the prices hold the tax, to {@code net} where it comes on top
 * @param taxName e.g. VAT; empty where nothing is taxed
 * @param dueOn the last day on which it is paid in time, by the company's calendar
 * @param paid payments less refunds
 * @param balance what is still to be paid; below zero where too much was
 */
public record Invoice(
        UUID id,
        String number,
        @Nullable UUID bookingId,
        @Nullable UUID jobId,
        UUID customerId,
        List<Line> lines,
        BigDecimal net,
        String taxName,
        BigDecimal taxPercent,
        BigDecimal tax,
        BigDecimal total,
        String currency,
        Instant issuedAt,
        int termsDays,
        LocalDate dueOn,
        BigDecimal paid,
        BigDecimal credited,
        BigDecimal balance,
        InvoiceStatus status,
        Seller seller,
        Party recipient) {}
