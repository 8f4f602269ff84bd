package io.joblane.invoicing.domain;

import io.joblane.company.Companies;
import io.joblane.identity.Admin;
import io.joblane.identity.Staff;
import io.joblane.pricing.Line;
import io.joblane.shared.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes invoices back. Money that was paid already goes back by a refund, which is a step of its own. */
@Service
public class CreditNoteService {
    /** Not the reason, which is a person's words: lines are kept when a customer is erased. */
    private static final String PART = "Credit";

    private final CreditNotes notes;
    private final Invoices invoices;
    private final Companies companies;
    private final Clock clock;

    CreditNoteService(CreditNotes notes, Invoices invoices, Companies companies, Clock clock) {
        this.notes = notes;
        this.invoices = invoices;
        this.companies = companies;
        this.clock = clock;
    }

    /**
     * Writes a credit note; of two at once the second sees the first.
     *
     * @param amount with tax; null takes back what is left of the invoice
     * @throws Problem 404 {@code invoice_unknown}, 409 {@code invoice_credited} where nothing is left, 422
     *     {@code amount_too_high} where less is left
     */
    @Admin
    @Transactional
    public CreditNote issue(UUID invoiceId, @Nullable BigDecimal amount, String reason) {
        Invoice invoice = invoices.lock(invoiceId).orElseThrow(CreditNoteService::unknownInvoice);
        BigDecimal left = invoice.total().subtract(invoice.credited());
        if (left.signum() <= 0) {
            throw Problem.conflict("invoice_credited", "Invoice " + invoice.number() + " was taken back as a whole.");
        }
        BigDecimal total = amount == null ? left : amount.setScale(2, RoundingMode.HALF_UP);
        if (total.compareTo(left) > 0) {
            throw Problem.unprocessable(
                            "amount_too_high",
                            "Only " + left.toPlainString() + " " + invoice.currency() + " of invoice "
                                    + invoice.number() + " is left to be taken back.")
                    .with("left", left);
        }
        boolean whole = total.compareTo(invoice.total()) == 0;
        BigDecimal tax = whole ? invoice.tax() : tax(invoice, total, left);
        List<Line> lines = whole ? invoice.lines() : List.of(new Line("credit", PART, total));
        Instant now = clock.instant();
        int year = now.atZone(companies.current().timeZone()).getYear();
        UUID id = notes.issue(invoice, reason, lines, tax, total, year, now);
        return notes.find(id).orElseThrow();
    }

    /** The last part takes what tax is left, so that all parts together make the invoice's tax to the cent. */
    private BigDecimal tax(Invoice invoice, BigDecimal total, BigDecimal left) {
        BigDecimal taken =
                notes.ofInvoice(invoice.id()).stream().map(CreditNote::tax).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal rest = invoice.tax().subtract(taken);
        return total.compareTo(left) == 0
                ? rest
                : Amounts.within(total, invoice.taxPercent()).min(rest);
    }

    /** @throws Problem 404 {@code credit_note_unknown} */
    @Staff
    @Transactional(readOnly = true)
    public CreditNote find(UUID id) {
        return notes.find(id).orElseThrow(CreditNoteService::unknown);
    }

    /** The oldest first. */
    @Staff
    @Transactional(readOnly = true)
    public List<CreditNote> ofInvoice(UUID invoiceId) {
        if (invoices.find(invoiceId).isEmpty()) {
            throw unknownInvoice();
        }
        return notes.ofInvoice(invoiceId);
    }

    static Problem unknownInvoice() {
        return Problem.notFound("invoice_unknown", "There is no such invoice.");
    }

    static Problem unknown() {
        return Problem.notFound("credit_note_unknown", "There is no such credit note.");
    }
}
