package io.joblane.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.joblane.database.ControlDatabase;
import io.joblane.database.Databases;
import io.joblane.shared.Problem;
import io.joblane.testing.WebTestServer;
import java.time.Clock;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One company's trouble is its own. */
class CompaniesTests {
    private static final WebTestServer SERVER = WebTestServer.shared();
    private final CompanyTable table = SERVER.bean(CompanyTable.class);
    private final Databases databases = SERVER.bean(Databases.class);
    private final Company company = new Company(
            "c" + UUID.randomUUID().toString().substring(0, 8),
            "Troubled",
            ZoneId.of("UTC"),
            "USD",
            "en-US",
            "US",
            CompanySettings.DEFAULT);
    private final String slug = company.slug();

    @Test
    void aCompanyWhoseDatabaseIsMissingIsClosedAloneUntilItIsThere() {
        made();

        Companies companies = started(table);

        assertThat(companies.unavailable()).containsExactly(slug);
        assertThatThrownBy(() -> companies.requireActive(slug)).isInstanceOfSatisfying(Problem.class, p -> {
            assertThat(p.code()).isEqualTo("company_unavailable");
            assertThat(p.status()).isEqualTo(503);
        });
        companies.requireActive("acme");
        assertThat(companies.active())
                .extracting(Company::slug)
                .contains("acme")
                .doesNotContain(slug);
        assertThat(new CompaniesHealth(companies, new io.micrometer.core.instrument.simple.SimpleMeterRegistry())
                        .health()
                        .getDetails())
                .containsEntry(slug, "its database cannot be opened");
        companies.refresh();
        assertThat(companies.unavailable()).containsExactly(slug);

        databases.openCompany(slug);
        companies.refresh();

        assertThat(companies.unavailable()).isEmpty();
        companies.requireActive(slug);
        remove();
    }

    @Test
    void anOlderReadingDoesNotUndoAChange() {
        made();
        CompanyTable late = mock(CompanyTable.class);
        when(late.all()).thenReturn(table.all());
        when(late.lock(slug)).then(call -> table.lock(slug));
        Companies companies = started(late);
        table.closeForRestore(slug, SERVER.clock().instant(), "test");

        companies.change(slug, version -> {}, same -> same);
        companies.refresh();

        assertThat(companies.suspension(slug)).isPresent();
        remove();
    }

    @Test
    void aRestoresClosureIsApartFromTheOperatorsSuspension() {
        Companies companies = SERVER.bean(Companies.class);
        companies.save(company);
        companies.suspend(slug, "Stock-taking", null);

        assertThat(companies.closeForRestore(slug)).isTrue();
        assertThat(companies.closeForRestore(slug)).isFalse();
        assertThat(companies.suspension(slug).orElseThrow().reason()).isEqualTo("It is being restored");
        assertThatThrownBy(() -> companies.resume(slug))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("restore_in_progress"));
        companies.openAfterRestore(slug);

        assertThat(companies.suspension(slug).orElseThrow().reason()).isEqualTo("Stock-taking");
        companies.resume(slug);
        assertThat(companies.suspension(slug)).isEmpty();
        remove();
    }

    @Test
    void aCompanyIsMadeOutsideAnyTransactionAndSeenWhenItIsDone() {
        Companies companies = SERVER.bean(Companies.class);
        ControlDatabase control = SERVER.bean(ControlDatabase.class);
        assertThatThrownBy(() -> control.inTransaction(() -> {
                    new CompanyMaker(table, databases, SERVER.clock()).begin(company);
                    return company;
                }))
                .isInstanceOf(IllegalStateException.class);

        new CompanyMaker(table, databases, SERVER.clock()).begin(company);
        companies.refresh();

        assertThat(companies.find(slug)).isEmpty();
        assertThat(platformAdmin(() -> companies.create(slug)).company()).isEqualTo(company);
        assertThat(companies.find(slug)).contains(company);
        companies.requireActive(slug);
        assertThatThrownBy(() -> platformAdmin(() -> companies.create(slug)))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("company_exists"));
        remove();
    }

    @Test
    void whatWasBegunByAProcessThatEndedIsFinishedByTheNextRequestOrByItself() {
        Company first = new Company(slug, "First try", ZoneId.of("UTC"), "USD", "en-US", "US", CompanySettings.DEFAULT);
        table.begin(first, "test");
        Companies now = started(table);
        assertThat(now.find(slug)).isEmpty();

        // The same request again, which says a little more.
        new CompanyMaker(table, databases, SERVER.clock()).begin(company);
        assertThat(table.unfinished(null))
                .extracting(CompanyRecord::company)
                .contains(company)
                .doesNotContain(first);
        assertThat(now.find(slug)).isEmpty();

        Companies later = new Companies(
                table,
                SERVER.bean(ControlDatabase.class),
                databases,
                event -> {},
                Clock.offset(SERVER.bean(Clock.class), java.time.Duration.ofMinutes(6)));
        assertThat(later.find(slug)).contains(company);
        now.refresh();
        assertThat(now.find(slug)).contains(company);
        now.requireActive(slug);
        remove();
    }

    private static <T> T platformAdmin(java.util.concurrent.Callable<T> work) {
        return io.joblane.testing.World.as(
                new io.joblane.context.Actor(
                        UUID.randomUUID(), "Pat (platform_admin)", java.util.Set.of("platform_admin")),
                work);
    }

    /** As far as the row knows. */
    private void made() {
        table.begin(company, "test");
        table.databaseMade(slug);
    }

    private Companies started(CompanyTable with) {
        return new Companies(
                with, SERVER.bean(ControlDatabase.class), databases, event -> {}, SERVER.bean(Clock.class));
    }

    private void remove() {
        SERVER.bean(ControlDatabase.class)
                .jdbc()
                .sql("UPDATE company SET deleted_at = now() WHERE slug = ?")
                .param(slug)
                .update();
    }
}
