package io.joblane.invoicing.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.invoicing.InvoiceDocuments;
import io.joblane.invoicing.PdfDocument;
import io.joblane.invoicing.paper.Sheet;
import io.joblane.invoicing.paper.TransferCode;
import io.joblane.invoicing.paper.Words;
import io.joblane.pricing.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Draws invoices and credit notes from what their rows keep, so that a later print says the same. Only the logo is today's. */
@Component
class InvoicePapers implements InvoiceDocuments {
    private final Invoices invoices;
    private final CreditNotes notes;
    private final BillingDesk settings;
    private final Companies companies;

    InvoicePapers(Invoices invoices, CreditNotes notes, BillingDesk settings, Companies companies) {
        this.invoices = invoices;
        this.notes = notes;
        this.settings = settings;
        this.companies = companies;
    }

    @Override
    @Transactional(readOnly = true)
    public PdfDocument invoice(UUID invoiceId) {
        Invoice invoice = invoices.find(invoiceId).orElseThrow(CreditNoteService::unknownInvoice);
        Company company = companies.current();
        Words words = Words.of(company);
        String title = words.text("invoice") + " " + invoice.number();
        Sheet sheet = new Sheet(
                company, invoice.seller(), words, title, settings.picture().orElse(null));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(words.text("number"), invoice.number());
        facts.put(words.text("date"), words.day(invoice.issuedAt()));
        facts.put(words.text("due"), words.day(invoice.dueOn()));
        sheet.opening(invoice.recipient(), title, facts);
        lines(sheet, words, invoice.lines(), invoice.currency());
        Map<String, String> sums = new LinkedHashMap<>();
        if (invoice.tax().signum() != 0) {
            sums.put(words.text("net"), words.money(invoice.net(), invoice.currency()));
            sums.put(
                    invoice.taxName() + " " + words.percent(invoice.taxPercent()),
                    words.money(invoice.tax(), invoice.currency()));
        }
        sums.put(words.text("total"), words.money(invoice.total(), invoice.currency()));
        sheet.totals(sums);
        terms(sheet, words, company, invoice);
        return new PdfDocument("invoice-" + invoice.number() + ".pdf", sheet.finish());
    }

    private static void terms(Sheet sheet, Words words, Company company, Invoice invoice) {
        if (invoice.status() == InvoiceStatus.CREDITED) {
            sheet.paragraph(words.text("creditedInvoice"));
            return;
        }
        if (invoice.status() == InvoiceStatus.PAID) {
            sheet.paragraph(words.text("paid"));
            return;
        }
        if (invoice.paid().signum() != 0 || invoice.credited().signum() != 0) {
            sheet.paragraph(words.text("stillToPay") + ": " + words.money(invoice.balance(), invoice.currency()));
        }
        sheet.paragraph(
                invoice.termsDays() == 0
                        ? words.text("payNow")
                        : words.text("payWithin", invoice.termsDays(), words.day(invoice.dueOn())));
        if (invoice.seller().iban().isBlank()) {
            return;
        }
        String name = Sheet.name(company, invoice.seller());
        String transfer = words.text("transfer", Sheet.account(invoice.seller()), invoice.number());
        TransferCode.text(invoice.seller(), name, invoice.balance(), invoice.currency(), invoice.number())
                .ifPresentOrElse(
                        code -> sheet.payment(transfer, TransferCode.image(code)), () -> sheet.paragraph(transfer));
    }

    @Override
    @Transactional(readOnly = true)
    public PdfDocument creditNote(UUID creditNoteId) {
        CreditNote note = notes.find(creditNoteId).orElseThrow(CreditNoteService::unknown);
        Company company = companies.current();
        Words words = Words.of(company);
        String title = words.text("creditNote") + " " + note.number();
        Sheet sheet = new Sheet(
                company, note.seller(), words, title, settings.picture().orElse(null));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(words.text("number"), note.number());
        facts.put(words.text("date"), words.day(note.issuedAt()));
        facts.put(words.text("ofInvoice"), note.invoiceNumber());
        sheet.opening(note.recipient(), title, facts);
        lines(sheet, words, note.lines(), note.currency());
        Map<String, String> sums = new LinkedHashMap<>();
        if (note.tax().signum() != 0) {
            sums.put(words.text("net"), words.money(note.net(), note.currency()));
            sums.put(note.taxName() + " " + words.percent(note.taxPercent()), words.money(note.tax(), note.currency()));
        }
        sums.put(words.text("creditTotal"), words.money(note.total(), note.currency()));
        sheet.totals(sums);
        sheet.paragraph(words.text("reason") + ": " + note.reason());
        return new PdfDocument("credit-note-" + note.number() + ".pdf", sheet.finish());
    }

    private static void lines(Sheet sheet, Words words, List<Line> lines, String currency) {
        sheet.lines(
                new float[] {75, 25},
                List.of(words.text("description"), words.text("amount")),
                1,
                lines.stream()
                        .map(line -> List.of(line.text(), words.money(line.amount(), currency)))
                        .toList());
    }
}
