package io.joblane.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.context.CurrentCompany;
import io.joblane.database.Databases;
import io.joblane.identity.Role;
import io.joblane.identity.Users.NewUser;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiTest;
import java.sql.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class CompanyReportTests extends ApiTest {
    private static final String REPORT = "/api/v1/reports/companies";

    @Autowired
    private Databases databases;

    @Test
    void eachCompanyTheCallerIsAdminOfHasItsRowAndNoneWaitsForAnother() throws Exception {
        for (String slug : List.of("t-report-a", "t-report-b", "t-report-c", "t-report-d")) {
            companies.save(new Company(slug, slug, ZoneOffset.UTC, "USD", "en-US", "US", CompanySettings.DEFAULT));
        }
        users.seed(
                List.of(
                        new NewUser("chief@report.example", "Chief", "t-report-a", Role.ADMIN),
                        new NewUser("chief@report.example", "Chief", "t-report-b", Role.ADMIN),
                        new NewUser("chief@report.example", "Chief", "t-report-c", Role.ADMIN),
                        new NewUser("chief@report.example", "Chief", "t-report-d", Role.MANAGER)),
                "correct horse 7");
        in("t-report-a", () -> world.place(now().plus(Duration.ofDays(2))));
        invoiced("t-report-a", "USD", "10.50", 1);
        invoiced("t-report-a", "EUR", "7.00", 2);
        invoiced("t-report-a", "USD", "4.50", 3);
        companies.suspend("t-report-b", "test", null);
        ApiClient chief = nobody().login("chief@report.example", "correct horse 7");
        LocalDate today = LocalDate.ofInstant(now(), ZoneOffset.UTC);
        String period = "?from=" + today.minusDays(1) + "&to=" + today.plusDays(3);

        String text;
        long took;
        // Somebody's long transaction holds up the third one.
        try (Connection owner = databases.connectAsOwnerOf("t-report-c");
                var statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE booking IN ACCESS EXCLUSIVE MODE");
            long from = System.nanoTime();
            text = ok(200, chief.get(REPORT + period)).text();
            took = Duration.ofNanos(System.nanoTime() - from).toSeconds();
        }

        JsonNode rows =
                new tools.jackson.databind.json.JsonMapper().readTree(text).path("items");
        assertThat(took).isLessThan(9);
        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.at("/0/state").asString()).isEqualTo("ok");
        assertThat(rows.at("/0/bookings/awaiting_assignment").asInt()
                        + rows.at("/0/bookings/pending").asInt())
                .isGreaterThanOrEqualTo(1);
        assertThat(text)
                .contains("[{\"currency\":\"EUR\",\"total\":7.00,\"invoices\":1},"
                        + "{\"currency\":\"USD\",\"total\":15.00,\"invoices\":2}]");
        assertThat(rows.at("/1/state").asString()).isEqualTo("suspended");
        assertThat(rows.at("/1/bookings").isNull()).isTrue();
        assertThat(rows.at("/2/state").asString()).isEqualTo("unavailable");
        companies.resume("t-report-b");
    }

    @Test
    void onlyAdminsReportAndNobodyOnACompanyWithoutAPlaceInIt() {
        String period = "?from=2026-01-01&to=2026-01-31";
        companies.save(
                new Company("t-report-z", "Strangers", ZoneOffset.UTC, "USD", "en-US", "US", CompanySettings.DEFAULT));
        assertThat(as(Role.MANAGER).get(REPORT + period).status()).isEqualTo(403);
        assertThat(as(Role.ADMIN).get(REPORT + period).json().path("items").size())
                .isEqualTo(1);
        assertThat(as(Role.PLATFORM_ADMIN)
                        .get(REPORT + period)
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(as(Role.ADMIN).get(REPORT + "?from=2026-02-01&to=2026-01-01").code())
                .isEqualTo("invalid_period");
        assertThat(as(Role.ADMIN).get(REPORT).code()).isEqualTo("missing_parameter");
    }

    private void invoiced(String slug, String currency, String total, int number) {
        in(slug, () -> {
            var booking = world.place(now().plus(Duration.ofDays(2)));
            return world.jdbc
                    .sql("""
                            INSERT INTO invoice (id, number, booking_id, customer_id, lines, total, currency, issued_at,
                                created_at, created_by, updated_at, updated_by, version)
                            SELECT gen_random_uuid(), 'T-' || :number, id, customer_id, '[]', :total, :currency, :at,
                                now(), 'test', now(), 'test', 0 FROM booking WHERE id = :booking
                            """)
                    .param("number", number)
                    .param("at", java.sql.Timestamp.from(now()))
                    .param("total", new java.math.BigDecimal(total))
                    .param("currency", currency)
                    .param("booking", booking.id())
                    .update();
        });
    }

    private static <T> T in(String slug, Callable<T> work) {
        try {
            return CurrentCompany.call(slug, work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
