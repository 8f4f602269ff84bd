package io.joblane.invoicing;

import org.jspecify.annotations.Nullable;

/**
 * Who buys, as the invoice names them.
 *
 * @param address its lines, may be empty
 * @param taxNumber empty where there is none
 */
public record Party(String name, String email, String address, String taxNumber) {
    /** What a row keeps may lack fields: of older invoices, and of people who were erased. */
    public Party {
        name = orEmpty(name);
        email = orEmpty(email);
        address = orEmpty(address);
        taxNumber = orEmpty(taxNumber);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
