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
        table.insert(company, "test");
        table.databaseMade(slug);

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
        table.insert(company, "test");
        CompanyTable late = mock(CompanyTable.class);
        when(late.all()).thenReturn(table.all());
        when(late.lock(slug)).then(call -> table.lock(slug));
        when(late.hasDatabase(slug)).thenReturn(false);
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
