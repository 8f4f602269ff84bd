package io.joblane.statement.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.filestore.FileStore;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import io.joblane.statement.domain.StatementService.Form;
import io.joblane.testing.DomainTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;
import org.springframework.beans.factory.annotation.Autowired;

class StatementTests extends DomainTest {
    @Autowired
    StatementQuery query;

    @Autowired
    StatementService statements;

    @Autowired
    StatementTable table;

    @Autowired
    StatementMaker maker;

    @Autowired
    StatementFiles files;

    @Autowired
    FileStore store;

    @Test
    void aMonthBeginsWithWhatWasOwedAndEndsWithWhatIs() {
        UUID customer = rows.customer();
        invoice(customer, "2026-01-10T12:00:00Z", "100.00", "2026-01-24");
        UUID second = invoice(customer, "2026-05-02T12:00:00Z", "50.00", "2026-05-16");
        // The first minutes of June in UTC are still May in New York.
        pay(second, customer, "2026-06-01T03:00:00Z", "20.00");
        pay(second, customer, "2026-06-01T05:00:00Z", "10.00");
        credit(second, customer, "2026-05-20T12:00:00Z", "5.00");

        Statement may = query.of(customer, LocalDate.of(2026, 5, 1));

        assertThat(may.opening()).isEqualByComparingTo("100.00");
        assertThat(may.movements())
                .extracting(Statement.Movement::amount)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("50"), new BigDecimal("-5"), new BigDecimal("-20"));
        assertThat(may.closing()).isEqualByComparingTo("125.00");
        assertThat(may.open())
                .extracting(Statement.OpenItem::balance)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("100"), new BigDecimal("25"));
        assertThat(may.ageing().to30()).isEqualByComparingTo("25");
        assertThat(may.ageing().older()).isEqualByComparingTo("100");
        assertThat(query.of(customer, LocalDate.of(2026, 6, 1)).opening()).isEqualByComparingTo("125.00");
    }

    @Test
    void openBalancesAgeByTheDaysSinceTheyWereDue() {
        UUID customer = rows.customer();
        for (String due : List.of(
                "2026-06-15", "2026-05-01", "2026-04-30", "2026-04-01", "2026-03-31", "2026-03-02", "2026-03-01")) {
            invoice(customer, "2026-01-10T12:00:00Z", "1.00", due);
        }
        Statement.Ageing ageing = query.of(customer, LocalDate.of(2026, 5, 1)).ageing();
        assertThat(List.of(ageing.to30(), ageing.to60(), ageing.to90(), ageing.older()))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("2"), new BigDecimal("2"), new BigDecimal("2"), new BigDecimal("1"));
    }

    @Test
    void whatWasPaidForACancelledBookingIsNoPartOfIt() {
        UUID booking = rows.booking("cancelled");
        UUID customer = jdbc.sql("SELECT customer_id FROM booking WHERE id = ?")
                .param(booking)
                .query(UUID.class)
                .single();
        jdbc.sql("""
                        INSERT INTO payment (id, booking_id, customer_id, method, state, amount, currency, received_at)
                        VALUES (?, ?, ?, 'card', 'succeeded', 80, 'USD', '2026-05-05T12:00:00Z')
                        """).params(Ids.next(), booking, customer).update();
        Statement may = query.of(customer, LocalDate.of(2026, 5, 1));
        assertThat(may.movements()).isEmpty();
        assertThat(may.closing()).isZero();
    }

    @Test
    void thePaperAndTheTableSayTheSame() throws Exception {
        UUID customer = rows.customer();
        String number = number(invoice(customer, "2026-05-02T12:00:00Z", "1234.50", "2026-05-16"));
        byte[] pdf = statements.of(customer, YearMonth.of(2026, 5), Form.PDF);
        Files.createDirectories(Path.of("target/papers"));
        Files.write(Path.of("target/papers/statement.pdf"), pdf);
        String text = text(pdf);
        assertThat(text)
                .contains("Statement of account", "May 2026", "Invoice " + number, "May 2, 2026", "May 16, 2026")
                .contains("$1,234.50", "Closing balance", "Open invoices", "31–60");
        String csv = new String(statements.of(customer, YearMonth.of(2026, 5), Form.CSV), StandardCharsets.UTF_8);
        assertThat(csv.lines())
                .contains(
                        "movement,2026-05-02,invoice," + number + ",,1234.50,1234.50,USD,Carla Customer",
                        "open,2026-05-02,invoice," + number + ",2026-05-16,1234.50,1234.50,USD,Carla Customer",
                        "closing,,,,,,1234.50,USD,Carla Customer");
    }

    @Test
    void aMonthToComeAndAStrangerAreRefused() {
        assertThatThrownBy(() -> statements.of(rows.customer(), YearMonth.of(2026, 7), Form.PDF))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("month_to_come"));
        assertThatThrownBy(() -> statements.of(UUID.randomUUID(), YearMonth.of(2026, 5), Form.PDF))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("customer_unknown"));
    }

    @Test
    void aRunThatWasKilledGoesOnAndMakesEachOnce() throws Exception {
        clock.set(Instant.parse("2025-03-05T12:00:00Z"));
        for (int i = 0; i < 4; i++) {
            invoice(rows.customer(), "2025-02-02T12:00:00Z", "10.00", "2025-02-16");
        }
        StatementRun run = statements.start(YearMonth.of(2025, 2));
        assertThat(run.total()).isGreaterThanOrEqualTo(4);
        assertThat(run.finishedAt()).isNull();
        assertThatThrownBy(() -> statements.start(YearMonth.of(2025, 2)))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("run_under_way"));

        // Killed after it took one.
        Optional<StatementTable.FileRow> taken = table.take();
        assertThat(taken).isPresent();
        assertThat(maker.makeWaiting()).isEqualTo(run.total() - 1);
        assertThat(statements.run(run.id()).finishedAt()).isNull();
        assertThatThrownBy(() -> files.read(taken.get().id(), Form.PDF))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("statement_not_made"));

        clock.set(clock.instant().plus(Duration.ofMinutes(3)));
        assertThat(maker.makeWaiting()).isEqualTo(1);
        assertThat(maker.makeWaiting()).isZero();
        StatementRun after = statements.run(run.id());
        assertThat(after.done()).isEqualTo(run.total());
        assertThat(after.finishedAt()).isEqualTo(clock.instant());
        assertThat(text(files.read(taken.get().id(), Form.PDF))).contains("February 2025");
        assertThat(new String(files.read(taken.get().id(), Form.CSV), StandardCharsets.UTF_8))
                .contains("opening,2025-02-01");
        assertThat(statements.files(run.id(), null, 200))
                .hasSize(run.total())
                .allMatch(f -> f.state().equals("done"));
    }

    @Test
    void twoReplicasShareARun() throws Exception {
        clock.set(Instant.parse("2024-03-05T12:00:00Z"));
        for (int i = 0; i < 6; i++) {
            invoice(rows.customer(), "2024-02-02T12:00:00Z", "10.00", "2024-02-16");
        }
        StatementRun run = statements.start(YearMonth.of(2024, 2));
        int made = 0;
        for (Future<Integer> part : atOnce(3, maker::makeWaiting)) {
            made += part.get();
        }
        assertThat(made).isEqualTo(run.total());
    }

    @Test
    void aCustomerWhoWasErasedMeanwhileFailsTheirsAndNoOther() throws IOException {
        clock.set(Instant.parse("2023-03-05T12:00:00Z"));
        UUID gone = rows.customer();
        invoice(gone, "2023-02-02T12:00:00Z", "10.00", "2023-02-16");
        invoice(rows.customer(), "2023-02-02T12:00:00Z", "10.00", "2023-02-16");
        StatementRun run = statements.start(YearMonth.of(2023, 2));
        jdbc.sql("UPDATE customer SET deleted_at = now() WHERE id = ?")
                .param(gone)
                .update();
        maker.makeWaiting();
        StatementRun after = statements.run(run.id());
        assertThat(after.failed()).isEqualTo(1);
        assertThat(after.done()).isEqualTo(run.total() - 1);
        assertThat(after.finishedAt()).isNotNull();
    }

    private UUID invoice(UUID customer, String at, String total, String due) {
        UUID booking = rows.booking("invoiced");
        UUID id = Ids.next();
        jdbc.sql("""
                        INSERT INTO invoice (id, number, booking_id, customer_id, lines, total, currency, issued_at, due_on,
                            created_at, created_by, updated_at, updated_by, version)
                        VALUES (?, ?, ?, ?, '[]', ?, 'USD', ?, ?, now(), 'system', now(), 'system', 0)
                        """)
                .params(
                        id,
                        "T-" + id.toString().substring(24),
                        booking,
                        customer,
                        new BigDecimal(total),
                        Timestamp.from(Instant.parse(at)),
                        LocalDate.parse(due))
                .update();
        return id;
    }

    private String number(UUID invoice) {
        return jdbc.sql("SELECT number FROM invoice WHERE id = ?")
                .param(invoice)
                .query(String.class)
                .single();
    }

    private void pay(UUID invoice, UUID customer, String at, String amount) {
        jdbc.sql("""
                        INSERT INTO payment (id, invoice_id, customer_id, method, state, amount, currency, received_at)
                        VALUES (?, ?, ?, 'transfer', 'succeeded', ?, 'USD', ?)
                        """)
                .params(Ids.next(), invoice, customer, new BigDecimal(amount), Timestamp.from(Instant.parse(at)))
                .update();
    }

    private void credit(UUID invoice, UUID customer, String at, String amount) {
        UUID id = Ids.next();
        jdbc.sql("""
                        INSERT INTO credit_note (id, number, invoice_id, customer_id, reason, lines, tax_name, tax_percent, tax, total,
                            currency, issued_at, seller, recipient)
                        VALUES (?, ?, ?, ?, 'r', '[]', '', 0, 0, ?, 'USD', ?, '{}', '{}')
                        """)
                .params(id, "CN-" + id, invoice, customer, new BigDecimal(amount), Timestamp.from(Instant.parse(at)))
                .update();
    }

    private static String text(byte[] pdf) throws IOException {
        try (PdfReader reader = new PdfReader(pdf)) {
            return new PdfTextExtractor(reader).getTextFromPage(1).replaceAll("[\\s\u00a0&&[^\n]]+", " ");
        }
    }
}
