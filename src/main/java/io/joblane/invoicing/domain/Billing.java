package io.joblane.invoicing.domain;

import io.joblane.invoicing.Party;
import io.joblane.invoicing.Seller;
import java.math.BigDecimal;

/**
 * What an invoice needs besides its price: the company's settings, and what is agreed with the customer.
 *
 * @param accountTermsDays in which customers with an account pay; others pay at once
 */
record Billing(
        Seller seller,
        Party recipient,
        String taxName,
        BigDecimal tripTaxPercent,
        boolean tripTaxIncluded,
        BigDecimal jobTaxPercent,
        boolean jobTaxIncluded,
        int accountTermsDays,
        BigDecimal discountPercent) {}
