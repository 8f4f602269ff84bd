package io.joblane.statement.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What happened between the company and a customer in one month, in one currency. Above zero is what the customer owes.
 *
 * @param month its first day
 * @param open invoices that are not settled at the end of the month, the first due first
 */
record Statement(
        LocalDate month,
        String currency,
        BigDecimal opening,
        List<Movement> movements,
        BigDecimal closing,
        List<OpenItem> open,
        Ageing ageing) {

    /** @param amount above zero for what was charged or paid back, below for what came in or was credited */
    record Movement(Instant at, Kind kind, String number, BigDecimal amount) {}

    enum Kind {
        INVOICE,
        CREDIT_NOTE,
        PAYMENT,
        REFUND
    }

    record OpenItem(String number, Instant issuedAt, LocalDate dueOn, BigDecimal total, BigDecimal balance) {}

    /** Open balances by the days since they were due; what is not due yet is in the first. */
    record Ageing(BigDecimal to30, BigDecimal to60, BigDecimal to90, BigDecimal older) {
        private static final int FIRST = 30;
        private static final int SECOND = 60;
        private static final int THIRD = 90;

        static Ageing of(List<OpenItem> open, LocalDate on) {
            return new Ageing(
                    sum(open, on, Long.MIN_VALUE, FIRST),
                    sum(open, on, FIRST + 1L, SECOND),
                    sum(open, on, SECOND + 1L, THIRD),
                    sum(open, on, THIRD + 1L, Long.MAX_VALUE));
        }

        private static BigDecimal sum(List<OpenItem> open, LocalDate on, long from, long to) {
            return open.stream()
                    .filter(item -> {
                        long late = item.dueOn().until(on, java.time.temporal.ChronoUnit.DAYS);
                        return late >= from && late <= to;
                    })
                    .map(OpenItem::balance)
                    .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
        }
    }
}
