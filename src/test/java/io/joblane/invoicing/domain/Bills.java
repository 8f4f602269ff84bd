package io.joblane.invoicing.domain;

import io.joblane.invoicing.BillingSettings;
import io.joblane.invoicing.Seller;
import java.math.BigDecimal;

/** Settings that tests share. */
final class Bills {
    static final Seller SELLER = new Seller(
            "Acme Transfers GmbH",
            "Hauptstraße 5\n10115 Berlin",
            "DE123456789",
            "office@acme.example",
            "+49 30 1234567",
            "DE89370400440532013000",
            "COBADEFFXXX",
            "Amtsgericht Charlottenburg HRB 12345");

    private Bills() {}

    static BillingSettings taxed(String name, String trip, boolean tripIncluded, String job) {
        return new BillingSettings(
                SELLER, name, new BigDecimal(trip), tripIncluded, new BigDecimal(job), false, 14, false, 0);
    }
}
