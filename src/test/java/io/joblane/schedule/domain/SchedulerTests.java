package io.joblane.schedule.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.context.CurrentCompany;
import io.joblane.database.Transactions;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.EngineUnavailableException;
import io.joblane.schedule.ScheduledKind;
import io.joblane.testing.DomainTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;

class SchedulerTests extends DomainTest {
    private static final Company LONDON = company("globex", "Europe/London");
    /** A company of which this installation has no database. */
    private static final Company NOWHERE = company("nowhere", "Europe/London");

    @Autowired
    Transactions transactions;

    private final Daily daily = new Daily("daily_" + UUID.randomUUID());

    @BeforeEach
    void another() {
        if (companies.find(LONDON.slug()).isEmpty()) {
            companies.save(LONDON);
        }
    }

    /** Due from six in the evening on. */
    private static class Daily implements ScheduledKind {
        private final String name;
        private final ConcurrentLinkedQueue<String> started = new ConcurrentLinkedQueue<>();

        Daily(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean mayBeDue(ZonedDateTime now, @Nullable LocalDate lastRun) {
            return !now.toLocalDate().equals(lastRun);
        }

        @Override
        public Optional<LocalDate> due(Company company, ZonedDateTime now) {
            return now.getHour() < 18 ? Optional.empty() : Optional.of(now.toLocalDate());
        }

        @Override
        public void start(Company company, UUID run, LocalDate day) {
            assertThat(CurrentCompany.required()).isEqualTo(company.slug());
            started.add(company.slug() + " " + day);
        }

        Set<String> started() {
            assertThat(started).doesNotHaveDuplicates();
            return new TreeSet<>(started);
        }
    }

    @Test
    void eachCompanysDayIsItsOwn() {
        Scheduler scheduler = scheduler(List.of(COMPANY, LONDON), daily);
        clock.set(Instant.parse("2026-06-01T16:59:00Z"));
        assertThat(scheduler.startDue()).isZero();
        clock.advance(Duration.ofMinutes(1));
        assertThat(scheduler.startDue()).isOne();
        assertThat(daily.started()).containsExactly("globex 2026-06-01");
        clock.advance(Duration.ofHours(5));
        assertThat(scheduler.startDue()).isOne();
        assertThat(scheduler.startDue()).isZero();
        clock.advance(Duration.ofHours(24));
        assertThat(scheduler.startDue()).isEqualTo(2);
        assertThat(daily.started())
                .containsExactly("acme 2026-06-01", "acme 2026-06-02", "globex 2026-06-01", "globex 2026-06-02");
    }

    @Test
    void ofManyReplicasAtOnceOneStartsIt() throws Exception {
        clock.set(Instant.parse("2026-06-01T22:30:00Z"));
        int started = 0;
        for (Future<Integer> each :
                atOnce(8, () -> scheduler(List.of(COMPANY, LONDON), daily).startDue())) {
            started += each.get();
        }
        assertThat(started).isEqualTo(2);
        assertThat(daily.started()).containsExactly("acme 2026-06-01", "globex 2026-06-01");
        assertThat(jdbc.sql("SELECT count(*) FROM scheduled_run WHERE kind = ?")
                        .param(daily.name())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void aCompanyThatCannotBeReachedIsLeftForTheNextTime() {
        clock.set(Instant.parse("2026-06-01T22:30:00Z"));
        Daily shaky = new Daily("shaky_" + UUID.randomUUID()) {
            @Override
            public boolean mayBeDue(ZonedDateTime now, @Nullable LocalDate lastRun) {
                if (CurrentCompany.required().equals(LONDON.slug())
                        && clock.instant().toString().startsWith("2026-06-01")) {
                    throw new DataAccessResourceFailureException("The connection is gone");
                }
                return super.mayBeDue(now, lastRun);
            }
        };
        Scheduler scheduler = scheduler(List.of(NOWHERE, LONDON, COMPANY), shaky);
        assertThat(scheduler.startDue()).isOne();
        assertThat(shaky.started()).containsExactly("acme 2026-06-01");
        clock.advance(Duration.ofDays(1));
        assertThat(scheduler.startDue()).isEqualTo(2);
    }

    @Test
    void aFaultOfATableIsToldAfterEverybodyElseWasServed() {
        clock.set(Instant.parse("2026-06-01T22:30:00Z"));
        Daily faulty = new Daily("faulty_" + UUID.randomUUID()) {
            @Override
            public Optional<LocalDate> due(Company company, ZonedDateTime now) {
                if (company.equals(LONDON)) {
                    throw new DecisionFailedException("weeklyReminder", "hour is missing");
                }
                return super.due(company, now);
            }
        };
        assertThatThrownBy(() -> scheduler(List.of(LONDON, COMPANY), faulty).startDue())
                .isInstanceOf(DecisionFailedException.class);
        assertThat(faulty.started()).containsExactly("acme 2026-06-01");
    }

    @Test
    void anEngineThatIsAwayMakesTheJobWait() {
        clock.set(Instant.parse("2026-06-01T22:30:00Z"));
        Daily blind = new Daily("blind_" + UUID.randomUUID()) {
            @Override
            public Optional<LocalDate> due(Company company, ZonedDateTime now) {
                throw new EngineUnavailableException(new IllegalStateException("away"));
            }
        };
        assertThatThrownBy(() -> scheduler(List.of(COMPANY), blind).startDue())
                .isInstanceOf(EngineUnavailableException.class);
    }

    @Test
    void whatCannotBeStartedIsNotWrittenDown() {
        clock.set(Instant.parse("2026-06-01T22:30:00Z"));
        Daily failing = new Daily("failing_" + UUID.randomUUID()) {
            @Override
            public void start(Company company, UUID run, LocalDate day) {
                throw new IllegalStateException("no");
            }
        };
        assertThatThrownBy(() -> scheduler(List.of(COMPANY), failing).startDue())
                .hasMessage("no");
        assertThat(new ScheduledRuns(jdbc).last(failing.name())).isNull();
    }

    @Test
    void theRunsOfTheLastDayAreStartedAgainAfterARestore() {
        clock.set(Instant.parse("2026-06-01T22:30:00Z"));
        scheduler(List.of(COMPANY), daily).startDue();
        daily.started.clear();
        clock.advance(Duration.ofHours(23));
        ScheduledRunReentry reentry =
                new ScheduledRunReentry(new ScheduledRuns(jdbc), List.of(daily), companies, clock);
        assertThat(reentry.startAgain()).isOne();
        assertThat(daily.started()).containsExactly("acme 2026-06-01");
        clock.advance(Duration.ofHours(2));
        assertThat(reentry.startAgain()).isZero();
    }

    private Scheduler scheduler(List<Company> active, ScheduledKind kind) {
        Companies some = mock(Companies.class);
        when(some.active()).thenReturn(active);
        return new Scheduler(some, List.of(kind), new ScheduledRuns(jdbc), transactions, clock);
    }

    private static Company company(String slug, String zone) {
        return new Company(slug, slug, ZoneId.of(zone), "GBP", "en-GB", "GB", CompanySettings.DEFAULT);
    }
}
