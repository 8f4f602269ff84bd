package io.joblane.invoicing.web;

import io.joblane.customer.CustomerView;
import io.joblane.customer.Customers;
import io.joblane.http.Cursor;
import io.joblane.http.PageQuery;
import io.joblane.identity.Staff;
import io.joblane.invoicing.domain.Invoice;
import io.joblane.invoicing.domain.InvoiceFilter;
import io.joblane.invoicing.domain.InvoiceService;
import io.joblane.pricing.Line;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/invoices")
@Staff
class InvoiceController {
    private final InvoiceService invoices;
    private final Customers customers;

    InvoiceController(InvoiceService invoices, Customers customers) {
        this.invoices = invoices;
        this.customers = customers;
    }

    /** The newest first. */
    @GetMapping
    Page<Invoice> list(
            @RequestParam(required = false) @Nullable UUID bookingId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            PageQuery page) {
        Cursor after = page.after();
        InvoiceFilter filter = new InvoiceFilter(
                bookingId, from, to, after == null ? null : after.instant(0), after == null ? null : after.uuid(1));
        return page.page(invoices.page(filter, page.fetch()), invoice -> Cursor.of(invoice.issuedAt(), invoice.id()));
    }

    @GetMapping("/{id}")
    InvoiceDetail read(@PathVariable UUID id) {
        Invoice invoice =
                invoices.find(id).orElseThrow(() -> Problem.notFound("invoice_unknown", "There is no such invoice."));
        return new InvoiceDetail(
                invoice.id(),
                invoice.number(),
                invoice.bookingId(),
                customers.find(invoice.customerId()).orElse(null),
                invoice.lines(),
                invoice.total(),
                invoice.currency(),
                invoice.issuedAt());
    }

    /** @param customer null where the customer was erased */
    record InvoiceDetail(
            UUID id,
            String number,
            UUID bookingId,
            @Nullable CustomerView customer,
            List<Line> lines,
            BigDecimal total,
            String currency,
            Instant issuedAt) {}
}
