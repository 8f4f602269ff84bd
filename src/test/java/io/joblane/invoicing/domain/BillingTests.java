package io.joblane.invoicing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import io.joblane.testing.DomainTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Tax, terms, discount, jobs, credit notes, and what an invoice's status follows from. */
class BillingTests extends DomainTest {
    @Autowired
    InvoiceService invoices;

    @Autowired
    CreditNoteService notes;

    @Autowired
    BillingDesk settings;

    @Autowired
    TermsService terms;

    @BeforeEach
    void noSettings() {
        settings.save(Bills.taxed("", "0", true, "0"), null);
    }

    @Test
    void taxIsThatOfTheSettingsAndStaysAsItWas() {
        settings.save(Bills.taxed("VAT", "19", true, "19"), null);
        Invoice invoice = issued("119.00");
        settings.save(Bills.taxed("GST", "7", false, "0"), null);

        Invoice later = invoices.find(invoice.id()).orElseThrow();
        assertThat(later.taxName()).isEqualTo("VAT");
        assertThat(later.tax()).isEqualByComparingTo("19.00");
        assertThat(later.net()).isEqualByComparingTo("100.00");
        assertThat(later.total()).isEqualByComparingTo("119.00");
        assertThat(later.seller()).isEqualTo(Bills.SELLER);
    }

    @Test
    void anAccountCustomersTermsAndDiscountCount() {
        settings.save(Bills.taxed("", "0", true, "0"), null);
        clock.set(Instant.parse("2131-01-31T02:00:00Z"));
        UUID booking = completed("100.00");
        UUID customer = customerOf(booking);
        terms.save(customer, new CustomerTerms(21, new BigDecimal("10"), "Globex Ltd", "1 Road", "GB1", 0), null);

        Invoice invoice = invoices.find(invoices.issue(booking)).orElseThrow();

        assertThat(invoice.total()).isEqualByComparingTo("90.00");
        assertThat(invoice.termsDays()).isEqualTo(21);
        // It is still the 30th in New York.
        assertThat(invoice.dueOn()).isEqualTo(LocalDate.of(2131, 2, 20));
        assertThat(invoice.recipient().name()).isEqualTo("Globex Ltd");
    }

    @Test
    void whoPaysByCardWasToldAPrice() {
        UUID booking = completed("100.00");
        terms.save(customerOf(booking), new CustomerTerms(21, BigDecimal.TEN, "", "", "", 0), null);
        jdbc.sql("UPDATE booking SET payment_method = 'card', payment_status = 'paid' WHERE id = ?")
                .param(booking)
                .update();
        Invoice invoice = invoices.find(invoices.issue(booking)).orElseThrow();
        assertThat(invoice.total()).isEqualByComparingTo("100.00");
        assertThat(invoice.termsDays()).isZero();
    }

    @Test
    void nobodyChangesWhatIsIssued() {
        Invoice invoice = issued("10.00");
        for (String change :
                List.of("total = 11", "lines = '[]'", "number = 'X'", "deleted_at = now()", "recipient = '{}'")) {
            assertThatThrownBy(() -> jdbc.sql("UPDATE invoice SET " + change + " WHERE id = ?")
                            .param(invoice.id())
                            .update())
                    .as(change)
                    .hasStackTraceContaining("never changes");
        }
        assertThat(jdbc.sql("UPDATE invoice SET recipient = '{\"name\": \"Erased\"}' WHERE id = ?")
                        .param(invoice.id())
                        .update())
                .isOne();
    }

    @Test
    void aJobsInvoiceIsWrittenOnce() {
        settings.save(Bills.taxed("VAT", "0", true, "10"), null);
        UUID job = job(customerOf(rows.booking("completed")));
        JobWork work = new JobWork(job, "JOB-7", "repair", "standard", customerOfJob(job), List.of(120));
        JobRate rate = new JobRate(new BigDecimal("60"), 60, 15, BigDecimal.ZERO);

        UUID first = invoices.issueJob(work, rate).orElseThrow();

        assertThat(invoices.issueJob(work, rate)).contains(first);
        Invoice invoice = invoices.find(first).orElseThrow();
        assertThat(invoice.jobId()).isEqualTo(job);
        assertThat(invoice.bookingId()).isNull();
        assertThat(invoice.net()).isEqualByComparingTo("120.00");
        assertThat(invoice.total()).isEqualByComparingTo("132.00");
        assertThat(invoice.termsDays()).isEqualTo(14);
        assertThat(invoices.issueJob(new JobWork(UUID.randomUUID(), "J", "r", "s", null, List.of(60)), rate))
                .isEmpty();
    }

    @Test
    void creditNotesHaveNumbersOfTheirOwnAndTheirTaxAddsUp() {
        clock.set(Instant.parse("2121-05-05T12:00:00Z"));
        settings.save(Bills.taxed("VAT", "19", true, "0"), null);
        Invoice invoice = issued("100.01");
        CreditNote first = notes.issue(invoice.id(), new BigDecimal("33.33"), "Late");
        CreditNote second = notes.issue(invoice.id(), null, "Never again");

        assertThat(first.number()).isEqualTo("CN-2121-000001");
        assertThat(second.number()).isEqualTo("CN-2121-000002");
        assertThat(first.total().add(second.total())).isEqualByComparingTo("100.01");
        assertThat(first.tax().add(second.tax())).isEqualByComparingTo(invoice.tax());
        assertThat(statusOf(invoice)).isEqualTo(InvoiceStatus.CREDITED);
        assertThatThrownBy(() -> notes.issue(invoice.id(), null, "Once more"))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("invoice_credited"));
        assertThat(notes.ofInvoice(invoice.id())).containsExactly(first, second);
        assertThatThrownBy(() -> jdbc.sql("UPDATE credit_note SET total = 1 WHERE id = ?")
                        .param(first.id())
                        .update())
                .hasStackTraceContaining("never changes");
    }

    @Test
    void ofCreditNotesAtOnceNoMoreThanTheInvoiceIsTakenBack() throws Exception {
        Invoice invoice = issued("100.00");
        int taken = 0;
        for (Future<CreditNote> outcome : atOnce(6, () -> notes.issue(invoice.id(), new BigDecimal("40.00"), "Late"))) {
            try {
                outcome.get();
                taken++;
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(((Problem) e.getCause()).code()).isEqualTo("amount_too_high");
            }
        }
        assertThat(taken).isEqualTo(2);
    }

    @Test
    void theStatusFollowsFromPayments() {
        Invoice invoice = issued("100.00");
        assertThat(statusOf(invoice)).isEqualTo(InvoiceStatus.OPEN);
        UUID payment = pay(invoice, "60.00");
        assertThat(invoices.find(invoice.id()).orElseThrow().balance()).isEqualByComparingTo("40.00");
        notes.issue(invoice.id(), new BigDecimal("40.00"), "Late");
        assertThat(statusOf(invoice)).isEqualTo(InvoiceStatus.PAID);
        jdbc.sql("""
                        INSERT INTO refund (id, payment_id, customer_id, origin, state, amount, currency, settled_at)
                        VALUES (?, ?, ?, 'admin', 'succeeded', 10, 'USD', now())
                        """).params(Ids.next(), payment, invoice.customerId()).update();
        assertThat(statusOf(invoice)).isEqualTo(InvoiceStatus.OPEN);
        assertThat(invoices.page(
                        new InvoiceFilter(null, null, invoice.customerId(), InvoiceStatus.OPEN, null, null, null, null),
                        5))
                .extracting(Invoice::id)
                .containsExactly(invoice.id());
        assertThat(invoices.page(
                        new InvoiceFilter(null, null, invoice.customerId(), InvoiceStatus.PAID, null, null, null, null),
                        5))
                .isEmpty();
    }

    @Test
    void settingsAndTermsAreNotOverwrittenUnseen() {
        int version = settings.save(Bills.taxed("VAT", "19", true, "0"), null).version();
        settings.save(Bills.taxed("VAT", "7", true, "0"), version);
        assertThatThrownBy(() -> settings.save(Bills.taxed("VAT", "0", true, "0"), version))
                .isInstanceOfSatisfying(
                        Problem.class, p -> assertThat(p.status()).isEqualTo(412));
        assertThatThrownBy(() -> terms.get(UUID.randomUUID()))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("customer_unknown"));
    }

    private UUID pay(Invoice invoice, String amount) {
        UUID id = Ids.next();
        jdbc.sql("""
                        INSERT INTO payment (id, invoice_id, customer_id, method, state, amount, currency, received_at)
                        VALUES (?, ?, ?, 'transfer', 'succeeded', ?, 'USD', now())
                        """)
                .params(id, invoice.id(), invoice.customerId(), new BigDecimal(amount))
                .update();
        return id;
    }

    private InvoiceStatus statusOf(Invoice invoice) {
        return invoices.find(invoice.id()).orElseThrow().status();
    }

    private Invoice issued(String price) {
        return invoices.find(invoices.issue(completed(price))).orElseThrow();
    }

    private UUID completed(String price) {
        UUID booking = rows.booking("completed");
        rows.price(booking, price);
        return booking;
    }

    private UUID customerOf(UUID booking) {
        return jdbc.sql("SELECT customer_id FROM booking WHERE id = ?")
                .param(booking)
                .query(UUID.class)
                .single();
    }

    private UUID customerOfJob(UUID job) {
        return jdbc.sql("SELECT customer_id FROM job WHERE id = ?")
                .param(job)
                .query(UUID.class)
                .single();
    }

    private UUID job(UUID customer) {
        UUID id = Ids.next();
        jdbc.sql("""
                        INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at, expected_minutes,
                            agents_required, urgency, customer_id, work_date, posted_at, created_at, created_by, updated_at, updated_by, version)
                        VALUES (?, ?, 'T', 'repair', 'completed', 'a', '1', 40, -74, now(), 60, 1, 'standard', ?, current_date, now(),
                            now(), 'system', now(), 'system', 0)
                        """).params(id, "JOB-" + id, customer).update();
        return id;
    }
}
