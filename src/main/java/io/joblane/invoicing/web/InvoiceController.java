package io.joblane.invoicing.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.joblane.customer.CustomerView;
import io.joblane.customer.Customers;
import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.identity.Admin;
import io.joblane.identity.Staff;
import io.joblane.invoicing.InvoiceDocuments;
import io.joblane.invoicing.PdfDocument;
import io.joblane.invoicing.domain.CreditNote;
import io.joblane.invoicing.domain.CreditNoteService;
import io.joblane.invoicing.domain.Invoice;
import io.joblane.invoicing.domain.InvoiceFilter;
import io.joblane.invoicing.domain.InvoiceService;
import io.joblane.invoicing.domain.InvoiceStatus;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Invoices and the credit notes that take them back. */
@RestController
@RequestMapping("/api/v1")
@Staff
class InvoiceController {
    private final InvoiceService invoices;
    private final CreditNoteService notes;
    private final InvoiceDocuments papers;
    private final Customers customers;
    private final Idempotency idempotency;

    InvoiceController(
            InvoiceService invoices,
            CreditNoteService notes,
            InvoiceDocuments papers,
            Customers customers,
            Idempotency idempotency) {
        this.invoices = invoices;
        this.notes = notes;
        this.papers = papers;
        this.customers = customers;
        this.idempotency = idempotency;
    }

    /** The newest first. */
    @GetMapping("/invoices")
    Page<Invoice> list(
            @RequestParam(required = false) @Nullable UUID bookingId,
            @RequestParam(required = false) @Nullable UUID jobId,
            @RequestParam(required = false) @Nullable UUID customerId,
            @RequestParam(required = false) @Nullable InvoiceStatus status,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            PageQuery page) {
        Cursor after = page.after();
        InvoiceFilter filter = new InvoiceFilter(
                bookingId,
                jobId,
                customerId,
                status,
                from,
                to,
                after == null ? null : after.instant(0),
                after == null ? null : after.uuid(1));
        return page.page(invoices.page(filter, page.fetch()), invoice -> Cursor.of(invoice.issuedAt(), invoice.id()));
    }

    @GetMapping("/invoices/{id}")
    InvoiceDetail read(@PathVariable UUID id) {
        Invoice invoice =
                invoices.find(id).orElseThrow(() -> Problem.notFound("invoice_unknown", "There is no such invoice."));
        return new InvoiceDetail(invoice, customers.find(invoice.customerId()).orElse(null));
    }

    @GetMapping(path = "/invoices/{id}/pdf", produces = PdfDocument.TYPE)
    ResponseEntity<byte[]> pdf(@PathVariable UUID id) {
        return PdfAnswer.of(papers.invoice(id));
    }

    /** The oldest first. */
    @GetMapping("/invoices/{id}/credit-notes")
    Page<CreditNote> creditNotes(@PathVariable UUID id) {
        return new Page<>(notes.ofInvoice(id), null);
    }

    @PostMapping("/invoices/{id}/credit-notes")
    @Admin
    ResponseEntity<?> credit(
            @PathVariable UUID id, @Valid @RequestBody CreditRequest body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            CreditNote note = notes.issue(id, body.amount(), body.reason().strip());
            return ResponseEntity.created(URI.create("/api/v1/credit-notes/" + note.id()))
                    .body(note);
        });
    }

    @GetMapping("/credit-notes/{id}")
    CreditNote creditNote(@PathVariable UUID id) {
        return notes.find(id);
    }

    @GetMapping(path = "/credit-notes/{id}/pdf", produces = PdfDocument.TYPE)
    ResponseEntity<byte[]> creditNotePdf(@PathVariable UUID id) {
        return PdfAnswer.of(papers.creditNote(id));
    }

    /** @param amount with tax; null: all that is left of the invoice */
    record CreditRequest(
            @DecimalMin("0.01") @DecimalMax("9999999999.99") @Digits(integer = 10, fraction = 2) @Nullable BigDecimal amount,

            @NotBlank @Size(max = 500) String reason) {}

    /** @param customer as they are known today; null where the customer was erased */
    record InvoiceDetail(
            @JsonUnwrapped Invoice invoice, @Nullable CustomerView customer) {}
}
