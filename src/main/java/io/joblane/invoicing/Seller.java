package io.joblane.invoicing;

import org.jspecify.annotations.Nullable;

/**
 * Who sells, as papers name them; every part may be empty.
 *
 * @param legalName where empty, the company's name
 * @param address its lines
 * @param iban the account that transfers go to
 */
public record Seller(
        String legalName,
        String address,
        String taxNumber,
        String email,
        String phone,
        String iban,
        String bic,
        String footer) {
    public static final Seller UNKNOWN = new Seller("", "", "", "", "", "", "", "");

    public Seller {
        legalName = orEmpty(legalName);
        address = orEmpty(address);
        taxNumber = orEmpty(taxNumber);
        email = orEmpty(email);
        phone = orEmpty(phone);
        iban = orEmpty(iban);
        bic = orEmpty(bic);
        footer = orEmpty(footer);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
