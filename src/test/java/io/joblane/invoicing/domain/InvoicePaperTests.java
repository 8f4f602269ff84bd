package io.joblane.invoicing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.company.Branding;
import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.context.CurrentCompany;
import io.joblane.invoicing.InvoiceDocuments;
import io.joblane.testing.DomainTest;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;
import org.springframework.beans.factory.annotation.Autowired;

/** What stands on the paper, read again from the file. */
class InvoicePaperTests extends DomainTest {
    private static final Company BERLIN = new Company(
            "acme-berlin",
            "Acme Berlin",
            ZoneId.of("Europe/Berlin"),
            "EUR",
            "de-DE",
            "DE",
            CompanySettings.DEFAULT,
            new Branding("#0b6e4f", "#ffffff", ""));

    @Autowired
    InvoiceService invoices;

    @Autowired
    CreditNoteService notes;

    @Autowired
    BillingDesk settings;

    @Autowired
    TermsService terms;

    @Autowired
    InvoiceDocuments papers;

    @Test
    void aGermanInvoiceSaysWhatIsToBePaidAndHow() throws Exception {
        inBerlin(() -> {
            settings.save(Bills.taxed("MwSt.", "19", true, "19"), null);
            settings.saveLogo(logo());
            clock.set(Instant.parse("2101-03-31T22:30:00Z"));
            UUID booking = completed("1190.00");
            terms.save(
                    customerOf(booking),
                    new CustomerTerms(
                            14, BigDecimal.ZERO, "Müller & Söhne Łódź Αθήνα Москва", "Weg 1\n10115 Berlin", "", 0),
                    null);
            UUID id = invoices.issue(booking);

            byte[] pdf = papers.invoice(id).content();
            save("invoice-de", pdf);

            assertThat(text(pdf))
                    .contains("Acme Transfers GmbH", "Hauptstraße 5", "Müller & Söhne Łódź Αθήνα Москва", "Weg 1")
                    .contains("Rechnung 2101-000001", "01.04.2101", "15.04.2101")
                    .contains("Base fee", "1.190,00 €", "Netto", "1.000,00 €", "MwSt. 19 %", "190,00 €")
                    .contains("Zahlbar innerhalb von 14 Tagen, bis zum 15.04.2101.")
                    .contains("DE89 3704 0044 0532 0130 00 (COBADEFFXXX)", "Verwendungszweck: 2101-000001")
                    .contains("Steuernummer DE123456789", "Amtsgericht Charlottenburg", "Seite 1");
            assertThat(images(pdf)).as("the logo and the code").isEqualTo(2);
            CreditNote note = notes.issue(id, new BigDecimal("119"), "Zu spät abgeholt");
            byte[] credit = papers.creditNote(note.id()).content();
            save("credit-note-de", credit);
            assertThat(text(credit))
                    .contains("Gutschrift CN-2101-000001", "Zur Rechnung", "2101-000001", "Zu spät abgeholt")
                    .contains("100,00 €", "19,00 €", "119,00 €");
            assertThat(text(papers.invoice(id).content())).contains("Noch zu zahlen: 1.071,00 €");
            notes.issue(id, null, "Doch ganz");
            assertThat(text(papers.invoice(id).content())).contains("durch eine Gutschrift aufgehoben");
            settings.saveLogo(null);
        });
    }

    @Test
    void anAmericanInvoiceHasNoCodeAndNoTaxItDoesNotKnow() throws Exception {
        settings.saveLogo(null);
        UUID booking = completed("1234.50");
        jdbc.sql("UPDATE booking SET payment_method = 'cash', payment_status = 'on_completion' WHERE id = ?")
                .param(booking)
                .update();
        jdbc.sql("UPDATE billing_settings SET iban = '', tax_name = '', trip_tax_percent = 0")
                .update();
        byte[] pdf = papers.invoice(invoices.issue(booking)).content();
        save("invoice-us", pdf);
        assertThat(text(pdf))
                .contains("Invoice 2026-", "Jun 1, 2026", "$1,234.50", "Total", "Payable at once.", "Carla Customer")
                .doesNotContain("Net", "Transfer to");
        assertThat(images(pdf)).isZero();
    }

    @Test
    void aLongInvoiceGoesOnOnTheNextPage() throws Exception {
        UUID booking = rows.booking("completed");
        rows.price(booking, "1.00");
        jdbc.sql("""
                        UPDATE trip_price SET lines = (SELECT jsonb_agg(jsonb_build_object('code', 'l', 'text', 'Line ' || n, 'amount', 1))
                            FROM generate_series(1, 90) n), total = 90 WHERE booking_id = ?
                        """).param(booking).update();
        byte[] pdf = papers.invoice(invoices.issue(booking)).content();
        save("invoice-long", pdf);
        try (PdfReader reader = new PdfReader(pdf)) {
            assertThat(reader.getNumberOfPages()).isEqualTo(4);
            assertThat(new PdfTextExtractor(reader).getTextFromPage(2)).contains("Description", "Page 2");
        }
        assertThat(text(pdf)).contains("Line 1", "Line 90", "$90.00");
    }

    private void inBerlin(Check check) throws Exception {
        if (companies.find(BERLIN.slug()).isEmpty()) {
            companies.save(BERLIN);
        }
        CurrentCompany.call(BERLIN.slug(), () -> {
            check.run();
            return null;
        });
    }

    private interface Check {
        void run() throws Exception;
    }

    private UUID completed(String price) {
        UUID booking = rows.booking("completed");
        rows.price(booking, price);
        jdbc.sql("UPDATE trip_price SET currency = ? WHERE booking_id = ?")
                .params(companies.current().currency(), booking)
                .update();
        return booking;
    }

    private UUID customerOf(UUID booking) {
        return jdbc.sql("SELECT customer_id FROM booking WHERE id = ?")
                .param(booking)
                .query(UUID.class)
                .single();
    }

    /** Spaces that hold a number together are spaces to a reader. */
    static String text(byte[] pdf) throws Exception {
        try (PdfReader reader = new PdfReader(pdf)) {
            StringBuilder text = new StringBuilder();
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                text.append(new PdfTextExtractor(reader).getTextFromPage(page)).append('\n');
            }
            return text.toString().replaceAll("[\\s\u00a0&&[^\n]]+", " ");
        }
    }

    private static int images(byte[] pdf) throws Exception {
        try (PdfReader reader = new PdfReader(pdf)) {
            int images = 0;
            for (int i = 1; i < reader.getXrefSize(); i++) {
                var object = reader.getPdfObject(i);
                if (object != null
                        && object.isStream()
                        && org.openpdf.text.pdf.PdfName.IMAGE.equals(
                                ((org.openpdf.text.pdf.PdfDictionary) object).get(org.openpdf.text.pdf.PdfName.SUBTYPE))
                        && ((org.openpdf.text.pdf.PdfDictionary) object).get(org.openpdf.text.pdf.PdfName.SMASK)
                                == null) {
                    images++;
                }
            }
            return images;
        }
    }

    /** For whoever wants to look at them. */
    private static void save(String name, byte[] pdf) throws Exception {
        Path folder = Files.createDirectories(Path.of("target/papers"));
        Files.write(folder.resolve(name + ".pdf"), pdf);
    }

    private static byte[] logo() throws Exception {
        BufferedImage image = new BufferedImage(240, 80, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(0x0b, 0x6e, 0x4f));
        pen.fillRect(0, 0, 240, 80);
        pen.setColor(Color.WHITE);
        pen.fillOval(20, 15, 50, 50);
        pen.fillRect(90, 30, 120, 20);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
