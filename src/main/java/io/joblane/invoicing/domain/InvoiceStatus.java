package io.joblane.invoicing.domain;

import java.math.BigDecimal;

/** Where an invoice stands; it follows from credit notes, payments and refunds, and is never written down. */
public enum InvoiceStatus {
    OPEN,
    /** What was paid and what was credited make its total. */
    PAID,
    /** Taken back as a whole. */
    CREDITED;

    /** @param paid payments less refunds */
    static InvoiceStatus of(BigDecimal total, BigDecimal credited, BigDecimal paid) {
        if (credited.signum() > 0 && credited.compareTo(total) >= 0) {
            return CREDITED;
        }
        return paid.add(credited).compareTo(total) >= 0 ? PAID : OPEN;
    }
}
