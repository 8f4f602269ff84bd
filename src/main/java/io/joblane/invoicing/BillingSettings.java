package io.joblane.invoicing;

import java.math.BigDecimal;

/**
 * What the company writes on its papers and how it taxes.
 *
 * @param taxName e.g. VAT
 * @param tripTaxIncluded whether the prices of trips hold the tax already
 * @param accountTermsDays in which account customers pay where nothing else is agreed, 0..365
 * @param version 0 where nothing was ever set
 */
public record BillingSettings(
        Seller seller,
        String taxName,
        BigDecimal tripTaxPercent,
        boolean tripTaxIncluded,
        BigDecimal jobTaxPercent,
        boolean jobTaxIncluded,
        int accountTermsDays,
        boolean hasLogo,
        int version) {
    public static final BillingSettings NONE =
            new BillingSettings(Seller.UNKNOWN, "", BigDecimal.ZERO, true, BigDecimal.ZERO, false, 30, false, 0);
}
