package io.joblane.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One company's row.
 *
 * @param state {@code ok}, {@code suspended} or {@code unavailable}; the figures are there with {@code ok} only
 * @param bookings those picked up in the period, by status
 * @param revenue what was invoiced in the period; currencies are never added up
 */
record CompanyReport(
        String company,
        String name,
        String state,
        @Nullable Map<String, Integer> bookings,
        @Nullable List<Revenue> revenue) {

    record Revenue(String currency, BigDecimal total, int invoices) {}
}
