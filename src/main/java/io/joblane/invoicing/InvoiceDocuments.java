package io.joblane.invoicing;

import java.util.UUID;

/** Invoices and credit notes as files, e.g. to be attached to a mail. Each call joins the caller's transaction. */
public interface InvoiceDocuments {
    /** @throws io.joblane.shared.Problem 404 {@code invoice_unknown} */
    PdfDocument invoice(UUID invoiceId);

    /** @throws io.joblane.shared.Problem 404 {@code credit_note_unknown} */
    PdfDocument creditNote(UUID creditNoteId);
}
