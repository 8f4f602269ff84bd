package io.joblane.job.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.context.CurrentCompany;
import io.joblane.database.Transactions;
import io.joblane.job.JobOrder;
import io.joblane.job.JobPosts;
import io.joblane.job.JobView;
import io.joblane.job.Urgency;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import io.joblane.testing.DomainTest;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Which jobs a recurrence posts and when; what posting itself does is stood in for by a row. */
class RecurringJobsTests extends DomainTest {
    private static final JobTemplate GUARD = new JobTemplate(
            "Guard",
            "guarding",
            "Gate 1",
            "SE1",
            51.5,
            -0.1,
            new BigDecimal("2"),
            2,
            null,
            List.of(),
            "",
            Urgency.STANDARD,
            null);

    @Autowired
    private Transactions transactions;

    @Autowired
    private JsonMapper json;

    private RecurrenceTable table;
    private RecurrenceService service;
    private RecurringJobs jobs;
    private volatile @Nullable String refusal;

    @BeforeEach
    void services() {
        for (String[] place :
                List.of(new String[] {"rec-london", "Europe/London"}, new String[] {"rec-york", "America/New_York"})) {
            if (companies.find(place[0]).isEmpty()) {
                companies.save(
                        new Company(place[0], "R", ZoneId.of(place[1]), "USD", "en-US", "US", CompanySettings.DEFAULT));
            }
        }
        table = new RecurrenceTable(jdbc, json, clock);
        service = new RecurrenceService(table, companies, clock);
        jobs = new RecurringJobs(table, new Posts(), companies, transactions, clock);
        refusal = null;
    }

    private final class Posts implements JobPosts {
        record Ready(JobOrder order, @Nullable UUID recurrence) implements Draft {}

        @Override
        public Draft draft(JobOrder order, @Nullable UUID copiedFrom, @Nullable UUID recurrenceId) {
            String why = refusal;
            if (why != null) {
                throw Problem.unprocessable("refused", why);
            }
            return new Ready(order, recurrenceId);
        }

        @Override
        public JobView post(Draft draft) {
            UUID id = Ids.next();
            jdbc.sql("""
                            INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at, expected_minutes,
                                agents_required, urgency, work_date, posted_at, recurrence_id, created_at, created_by, updated_at, updated_by, version)
                            VALUES (:id, :ref, :title, 't', 'open', 'a', 'p', 1, 1, :at, 60, 1, 'low', '2026-01-01', :now, :recurrence, :now, 't', :now, 't', 0)
                            """)
                    .param("id", id)
                    .param("ref", id.toString())
                    .param("title", draft.order().title())
                    .param("at", Timestamp.from(draft.order().arrivalAt()))
                    .param("recurrence", ((Ready) draft).recurrence())
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
            JobView posted = Mockito.mock(JobView.class);
            Mockito.when(posted.id()).thenReturn(id);
            return posted;
        }
    }

    private static <T> T in(String company, Callable<T> work) {
        try {
            return CurrentCompany.call(company, work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private UUID add(String rule, String first, int lead) {
        return service.add(rule, LocalDateTime.parse(first), List.of(), lead, true, GUARD)
                .id();
    }

    private List<String> posted(UUID recurrence) {
        return jdbc
                .sql("SELECT arrival_at FROM job WHERE recurrence_id = ? ORDER BY arrival_at")
                .param(recurrence)
                .query(Timestamp.class)
                .list()
                .stream()
                .map(at -> at.toInstant().toString())
                .toList();
    }

    /** A day at a time over the change of the clocks. */
    @ParameterizedTest
    @CsvSource({
        "rec-london, 2026-03-26T12:00:00Z, 2026-03-28T09:00:00Z, 2026-03-29T08:00:00Z",
        "rec-london, 2026-10-22T12:00:00Z, 2026-10-24T08:00:00Z, 2026-10-25T09:00:00Z",
        "rec-york, 2026-03-05T12:00:00Z, 2026-03-07T14:00:00Z, 2026-03-08T13:00:00Z",
        "rec-york, 2026-10-29T12:00:00Z, 2026-10-31T13:00:00Z, 2026-11-01T14:00:00Z"
    })
    void jobsKeepTheirTimeOverTheChangeOfTheClocks(String company, Instant start, String before, String after) {
        clock.set(start);
        in(company, () -> {
            UUID id = add("FREQ=DAILY;BYHOUR=9", "2026-01-01T09:00", 1);
            for (int day = 0; day < 5; day++) {
                jobs.postDue();
                clock.set(clock.instant().plus(Duration.ofDays(1)));
            }
            assertThat(posted(id)).contains(before, after).hasSize(5).doesNotHaveDuplicates();
            service.remove(id, null);
            return null;
        });
    }

    @Test
    void jobsArePostedTheLeadTimeAhead() {
        UUID id = add("FREQ=WEEKLY;BYDAY=MO", "2026-06-01T08:00", 14);
        assertThat(jobs.postDue(id)).isEqualTo(2);
        // It is noon of 1 June in New York's morning, 08:00: what begins now is not posted any more.
        assertThat(posted(id)).containsExactly("2026-06-08T12:00:00Z", "2026-06-15T12:00:00Z");
        assertThat(jobs.postDue(id)).isZero();
        clock.set(Instant.parse("2026-06-08T11:59:00Z"));
        assertThat(jobs.postDue(id)).isZero();
        clock.set(Instant.parse("2026-06-08T12:00:00Z"));
        assertThat(jobs.postDue(id)).isEqualTo(1);
        assertThat(posted(id)).hasSize(3).endsWith("2026-06-22T12:00:00Z");
        assertThat(service.coming(id, 3).stream().map(c -> c.jobId() != null)).containsExactly(true, true, false);
    }

    @Test
    void whatAPauseNamedIsNotMadeUpFor() {
        UUID id = add("FREQ=DAILY", "2026-06-01T10:00", 2);
        jobs.postDue(id);
        assertThat(posted(id)).hasSize(2);
        service.change(id, change(null, null, null, false), null);
        clock.set(Instant.parse("2026-06-10T12:00:00Z"));
        assertThat(jobs.postDue(id)).isZero();
        service.change(id, change(null, null, null, true), null);
        assertThat(jobs.postDue(id)).isEqualTo(2);
        assertThat(posted(id))
                .containsExactly(
                        "2026-06-01T14:00:00Z", "2026-06-02T14:00:00Z", "2026-06-10T14:00:00Z", "2026-06-11T14:00:00Z");
    }

    @Test
    void exceptedDaysHaveNoJob() {
        UUID id = service.add(
                        "FREQ=DAILY",
                        LocalDateTime.parse("2026-06-01T10:00"),
                        List.of(LocalDate.of(2026, 6, 2)),
                        3,
                        true,
                        GUARD)
                .id();
        jobs.postDue(id);
        assertThat(posted(id)).containsExactly("2026-06-01T14:00:00Z", "2026-06-03T14:00:00Z");
    }

    @Test
    void aChangedRuleCountsBehindWhatWasPosted() {
        UUID id = add("FREQ=WEEKLY;BYDAY=MO", "2026-06-01T10:00", 14);
        jobs.postDue(id);
        assertThat(posted(id)).containsExactly("2026-06-01T14:00:00Z", "2026-06-08T14:00:00Z");
        Recurrence changed = service.change(id, change("FREQ=WEEKLY;BYDAY=TU", "2026-06-02T11:00", null, null), 0);
        assertThat(changed.version()).isEqualTo(1);
        jobs.postDue(id);
        assertThat(posted(id)).containsExactly("2026-06-01T14:00:00Z", "2026-06-08T14:00:00Z", "2026-06-09T15:00:00Z");
        assertThatThrownBy(() -> service.change(id, change("FREQ=DAILY", null, null, null), 0))
                .isInstanceOfSatisfying(
                        Problem.class, p -> assertThat(p.status()).isEqualTo(412));
        assertThatThrownBy(() -> service.change(id, change("FREQ=DAILY;UNTIL=20250101", null, null, null), null))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("no_occurrence"));
    }

    @Test
    void anEndIsAnEnd() {
        UUID counted = add("FREQ=DAILY;COUNT=3", "2026-06-01T10:00", 30);
        UUID until = add("FREQ=DAILY;UNTIL=20260602T235959Z", "2026-06-01T10:00", 30);
        jobs.postDue();
        assertThat(posted(counted)).hasSize(3);
        assertThat(posted(until)).hasSize(2);
        clock.set(Instant.parse("2026-07-10T12:00:00Z"));
        assertThat(jobs.postDue(counted) + jobs.postDue(until)).isZero();
    }

    @Test
    void whatCannotBePostedIsSaidAndTriedAgain() {
        UUID id = add("FREQ=DAILY", "2026-06-01T10:00", 2);
        refusal = "The lead agent is not there any more.";
        assertThat(jobs.postDue(id)).isZero();
        assertThat(service.get(id).trouble()).isEqualTo(refusal);
        refusal = null;
        assertThat(jobs.postDue(id)).isEqualTo(2);
        assertThat(service.get(id).trouble()).isNull();
    }

    @Test
    void replicasPostEachJobOnce() throws Exception {
        UUID id = add("FREQ=DAILY;BYHOUR=6,18", "2026-06-01T06:00", 30);
        int replicas = 6;
        CountDownLatch start = new CountDownLatch(1);
        int posted = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(replicas)) {
            List<Future<Integer>> works = java.util.stream.IntStream.range(0, replicas)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return in(COMPANY.slug(), () -> jobs.postDue(id));
                    }))
                    .toList();
            start.countDown();
            for (Future<Integer> work : works) {
                posted += work.get();
            }
        }
        assertThat(posted(id)).hasSize(60).doesNotHaveDuplicates();
        assertThat(posted).isEqualTo(60);
    }

    private static RecurrenceChange change(
            @Nullable String rule, @Nullable String first, @Nullable List<LocalDate> except, @Nullable Boolean active) {
        return new RecurrenceChange(
                rule, first == null ? null : LocalDateTime.parse(first), except, null, active, null);
    }
}
