package io.joblane.invoicing;

import java.util.Optional;

/** Who sells, today, and their logo: for papers that are no invoices. Each call joins the caller's transaction. */
public interface Letterhead {
    Seller seller();

    /** A PNG or JPEG. */
    Optional<byte[]> picture();
}
