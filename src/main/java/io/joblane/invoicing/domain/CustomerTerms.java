package io.joblane.invoicing.domain;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed with one customer.
 *
 * @param termsDays in which they pay, 0..365; null: the company's own terms
 * @param discountPercent of trips on account and of jobs, 0..100
 * @param billingName who the invoice names; empty: the customer
 * @param version 0 where nothing was ever agreed
 */
public record CustomerTerms(
        @Nullable Integer termsDays,
        BigDecimal discountPercent,
        String billingName,
        String billingAddress,
        String taxNumber,
        int version) {
    static final CustomerTerms NONE = new CustomerTerms(null, BigDecimal.ZERO, "", "", "", 0);
}
