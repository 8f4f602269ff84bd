package io.joblane.earnings.domain;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What was earned in a day or a week, in one currency. Days are the company's.
 *
 * @param from its first day
 * @param to its last day, which belongs to it
 * @param minutes of work
 */
public record Period(
        LocalDate from, LocalDate to, BigDecimal amount, String currency, int minutes, int trips, int jobs) {}
