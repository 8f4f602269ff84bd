package io.joblane.workforce.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.database.Transactions;
import io.joblane.shared.Problem;
import io.joblane.testing.DomainTest;
import io.joblane.testing.Rows;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.Agents;
import io.joblane.workforce.Availabilities;
import io.joblane.workforce.NewAgent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The clock stands at 8:00 on Monday the 1st of June 2026 in New York. */
class AvailabilityServiceTests extends DomainTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final DayRange WEEK = new DayRange(TODAY, TODAY.plusDays(6));
    private static final DayChange AVAILABLE = new DayChange(true, false, "");
    private static final DayChange UNAVAILABLE = new DayChange(false, false, "the car is broken");
    private static final DayChange AWAY = new DayChange(false, true, "Lisbon");
    private static final Actor OFFICE = new Actor(UUID.randomUUID(), "Dana (dispatcher)", Set.of("dispatcher"));

    @Autowired
    AvailabilityService service;

    @Autowired
    PatternService patterns;

    @Autowired
    Availabilities availabilities;

    @Autowired
    Agents agents;

    @Autowired
    Transactions transactions;

    private record Someone(UUID id, Actor actor) {}

    private Someone agent() {
        UUID user = UUID.randomUUID();
        UUID id = agents.add(
                new NewAgent(user, "Ada", "a" + Rows.next() + "@example.org", "1", AgentStatus.OFF_DUTY, null, null));
        return new Someone(id, new Actor(user, "Ada (agent)", Set.of("agent")));
    }

    @Test
    void aDayWinsOverThePatternAndWithoutEitherNothingIsSet() {
        Someone ada = agent();
        as(ada.actor(), () -> patterns.set(null, List.of(weekday(1, true), weekday(2, false), weekday(3, true)), null));
        as(ada.actor(), () -> service.set(null, new DayRange(TODAY.plusDays(2), TODAY.plusDays(3)), AWAY));

        List<Day> days = as(ada.actor(), () -> service.days(ada.id(), WEEK));
        assertThat(days)
                .extracting(Day::date)
                .containsExactlyElementsOf(TODAY.datesUntil(TODAY.plusDays(7)).toList());
        assertThat(days)
                .extracting(Day::state)
                .containsExactly(
                        DayState.AVAILABLE,
                        DayState.UNAVAILABLE,
                        DayState.AWAY,
                        DayState.AWAY,
                        DayState.NOT_SET,
                        DayState.NOT_SET,
                        DayState.NOT_SET);
        assertThat(days)
                .extracting(Day::source)
                .containsExactly(
                        DaySource.PATTERN, DaySource.PATTERN, DaySource.AGENT, DaySource.AGENT, null, null, null);
        assertThat(days).extracting(Day::notes).containsExactly("", "", "Lisbon", "Lisbon", "", "", "");

        as(ada.actor(), () -> {
            service.remove(days.get(2).id(), days.get(2).version());
            return null;
        });
        assertThat(as(ada.actor(), () -> service.days(ada.id(), WEEK)).get(2).state())
                .isEqualTo(DayState.AVAILABLE);
    }

    @Test
    void whatIsSaidLaterReplacesWhatWasSaid() {
        Someone ada = agent();
        as(ada.actor(), () -> service.set(null, WEEK, AVAILABLE));
        List<Day> days = as(OFFICE, () -> service.set(ada.id(), new DayRange(TODAY, TODAY), UNAVAILABLE));

        assertThat(days)
                .containsExactly(new Day(
                        TODAY,
                        DayState.UNAVAILABLE,
                        DaySource.OFFICE,
                        "the car is broken",
                        null,
                        days.get(0).id(),
                        1));
        Day changed = as(ada.actor(), () -> service.change(days.get(0).id(), AVAILABLE, 1));
        assertThat(changed.state()).isEqualTo(DayState.AVAILABLE);
        assertThat(changed.source()).isEqualTo(DaySource.AGENT);
        assertThat(changed.version()).isEqualTo(2);
        assertRefused(412, "precondition_failed", () -> as(OFFICE, () -> service.change(changed.id(), AWAY, 1)));
        assertRefused(
                412,
                "precondition_failed",
                () -> as(OFFICE, () -> {
                    service.remove(changed.id(), 1);
                    return null;
                }));
    }

    /** At 3:30 UTC it is still the evening before in New York. */
    @Test
    void whatHasPassedInTheCompanysTimeZoneStaysAsItWas() {
        Someone ada = agent();
        clock.set(Instant.parse("2026-06-02T03:30:00Z"));
        List<Day> today = as(ada.actor(), () -> service.set(null, new DayRange(TODAY, TODAY), AVAILABLE));
        clock.set(Instant.parse("2026-06-02T04:00:00Z"));

        assertRefused(422, "day_passed", () -> as(ada.actor(), () -> service.set(null, WEEK, AWAY)));
        assertRefused(
                422, "day_passed", () -> as(OFFICE, () -> service.set(ada.id(), new DayRange(TODAY, TODAY), AWAY)));
        assertRefused(
                422,
                "day_passed",
                () -> as(ada.actor(), () -> service.change(today.get(0).id(), AWAY, null)));
        assertRefused(
                422,
                "day_passed",
                () -> as(ada.actor(), () -> {
                    service.remove(today.get(0).id(), null);
                    return null;
                }));
        assertThat(as(ada.actor(), () -> service.days(ada.id(), WEEK)).get(0).state())
                .isEqualTo(DayState.AVAILABLE);
    }

    @Test
    void aDayThatAJobTakesCannotBeTurnedAvailableWhileTheAgentIsToGo() {
        Someone ada = agent();
        LocalDate day = TODAY.plusDays(2);
        UUID job = job(ada.id(), day);
        availabilities.block(ada.id(), job, day);
        UUID row = as(ada.actor(), () -> service.days(ada.id(), WEEK)).get(2).id();

        assertRefused(409, "day_has_job", () -> as(ada.actor(), () -> service.set(null, WEEK, AVAILABLE)));
        assertRefused(409, "day_has_job", () -> as(OFFICE, () -> service.set(ada.id(), WEEK, AWAY)));
        assertRefused(409, "day_has_job", () -> as(ada.actor(), () -> service.change(row, AVAILABLE, null)));
        assertRefused(
                409,
                "day_has_job",
                () -> as(ada.actor(), () -> {
                    service.remove(row, null);
                    return null;
                }));
        assertThat(as(ada.actor(), () -> service.days(ada.id(), WEEK)))
                .as("nothing of the range was written")
                .extracting(Day::state)
                .containsOnly(DayState.NOT_SET, DayState.UNAVAILABLE);

        jdbc.sql("UPDATE assignment SET active = false, status = 'completed' WHERE job_id = ?")
                .param(job)
                .update();
        assertThat(as(ada.actor(), () -> service.change(row, AVAILABLE, null)))
                .extracting(Day::state, Day::source, Day::jobId)
                .containsExactly(DayState.AVAILABLE, DaySource.AGENT, null);
        availabilities.unblock(job, ada.id());
        assertThat(as(ada.actor(), () -> service.days(ada.id(), WEEK)).get(2).state())
                .isEqualTo(DayState.AVAILABLE);
    }

    @Test
    void whoIsUnavailableWithoutTheJobTooStaysSoAfterIt() {
        Someone ada = agent();
        UUID job = job(ada.id(), TODAY);
        availabilities.block(ada.id(), job, TODAY);

        List<Day> days = as(ada.actor(), () -> service.set(null, WEEK, UNAVAILABLE));
        assertThat(days).extracting(Day::state).containsOnly(DayState.UNAVAILABLE);
        assertThat(days.get(0).source()).isEqualTo(DaySource.JOB);
        assertThat(days.get(0).jobId()).isEqualTo(job);

        availabilities.unblock(job, ada.id());
        assertThat(as(ada.actor(), () -> service.days(ada.id(), WEEK)).get(0))
                .extracting(Day::state, Day::source, Day::notes)
                .containsExactly(DayState.UNAVAILABLE, DaySource.AGENT, "the car is broken");
    }

    @Test
    void toAnAgentNobodyElseIsThere() {
        Someone ada = agent();
        Someone bob = agent();
        UUID adasDay = as(ada.actor(), () -> service.set(null, new DayRange(TODAY, TODAY), AVAILABLE))
                .get(0)
                .id();

        assertRefused(404, "agent_unknown", () -> as(bob.actor(), () -> service.days(ada.id(), WEEK)));
        assertRefused(404, "agent_unknown", () -> as(bob.actor(), () -> service.set(ada.id(), WEEK, AWAY)));
        assertRefused(404, "availability_unknown", () -> as(bob.actor(), () -> service.change(adasDay, AWAY, null)));
        assertRefused(404, "agent_unknown", () -> as(bob.actor(), () -> patterns.get(ada.id())));
        assertRefused(404, "agent_unknown", () -> as(OFFICE, () -> service.days(UUID.randomUUID(), WEEK)));
        assertRefused(422, "agent_required", () -> as(OFFICE, () -> service.set(null, WEEK, AWAY)));
    }

    @Test
    void theCalendarGoesPageByPageThroughTheAgents() {
        jdbc.sql("UPDATE agent SET deleted_at = now() WHERE deleted_at IS NULL").update();
        List<UUID> ids = List.of(agent().id(), agent().id(), agent().id());
        as(OFFICE, () -> service.set(ids.get(1), new DayRange(TODAY, TODAY), AVAILABLE));

        List<AgentDays> first = service.calendar(new DayRange(TODAY.minusDays(3), TODAY.plusDays(38)), null, 2);
        assertThat(first).extracting(AgentDays::agentId).containsExactly(ids.get(0), ids.get(1));
        assertThat(first).allSatisfy(each -> assertThat(each.days()).hasSize(42));
        assertThat(first.get(1).days().get(3).state()).isEqualTo(DayState.AVAILABLE);
        assertThat(service.calendar(WEEK, ids.get(1), 2))
                .extracting(AgentDays::agentId)
                .containsExactly(ids.get(2));
    }

    @Test
    void aPatternIsReplacedAsAWholeAndEachChangeHasAVersion() {
        Someone ada = agent();
        assertThat(as(ada.actor(), () -> patterns.get(null))).isEqualTo(new WeekPattern(ada.id(), List.of(), 0));
        WeekPattern first = as(ada.actor(), () -> patterns.set(null, List.of(weekday(1, true), weekday(2, true)), 0));
        WeekPattern second =
                as(OFFICE, () -> patterns.set(ada.id(), List.of(weekday(2, false), weekday(7, true)), first.version()));

        assertThat(second.days()).containsExactly(weekday(2, false), weekday(7, true));
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(as(OFFICE, () -> patterns.set(ada.id(), second.days(), second.version())))
                .as("nothing new")
                .isEqualTo(second);
        assertRefused(
                412, "precondition_failed", () -> as(OFFICE, () -> patterns.set(ada.id(), List.of(), first.version())));
        WeekPattern none = as(OFFICE, () -> patterns.set(ada.id(), List.of(), second.version()));
        assertThat(none.days()).isEmpty();
        assertThat(none.version()).isGreaterThan(second.version());
        assertRefused(
                422,
                "weekday_twice",
                () -> as(OFFICE, () -> patterns.set(ada.id(), List.of(weekday(1, true), weekday(1, false)), null)));
    }

    @Test
    void aRangeHasAnEndAndALength() {
        assertRefused(422, "invalid_range", () -> DayRange.of(TODAY, TODAY.minusDays(1), 42));
        assertRefused(422, "invalid_range", () -> DayRange.of(TODAY, TODAY.plusDays(42), 42));
        assertThat(DayRange.of(TODAY, TODAY.plusDays(41), 42).days()).isEqualTo(42);
        assertRefused(422, "away_and_available", () -> {
            Someone ada = agent();
            as(ada.actor(), () -> service.set(null, WEEK, new DayChange(true, true, "")));
        });
    }

    /** Whoever is first: the job's day is the job's, and the agent has either been refused or been covered. */
    @Test
    void ofAJobAndAWordOfTheAgentsAtOnceTheJobStays() throws Exception {
        for (int i = 0; i < 15; i++) {
            Someone ada = agent();
            LocalDate day = TODAY.plusDays(3);
            CyclicBarrier start = new CyclicBarrier(2);
            AtomicInteger next = new AtomicInteger();
            for (Future<Object> outcome : atOnce(2, () -> {
                boolean accepts = next.getAndIncrement() == 0;
                start.await();
                return accepts
                        ? transactions.run(() -> availabilities.block(ada.id(), job(ada.id(), day), day))
                        : tries(() -> as(ada.actor(), () -> service.set(null, WEEK, AVAILABLE)));
            })) {
                outcome.get();
            }

            Day after = as(ada.actor(), () -> service.days(ada.id(), WEEK)).get(3);
            assertThat(after.source()).isEqualTo(DaySource.JOB);
            assertThat(after.state()).isEqualTo(DayState.UNAVAILABLE);
        }
    }

    private static Object tries(Callable<?> work) throws Exception {
        try {
            return work.call();
        } catch (Problem refused) {
            assertThat(refused.code()).isEqualTo("day_has_job");
            return refused;
        }
    }

    private UUID job(UUID agent, LocalDate day) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at, expected_minutes,
                            agents_required, urgency, work_date, posted_at, created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :reference, 't', 'survey', 'open', 'a', '10001', 1, 1, :day::timestamptz, 60, 1, 'standard', :day,
                            now(), now(), 'test', now(), 'test', 0)
                        """)
                .param("id", id)
                .param("reference", "J-" + id)
                .param("day", day)
                .update();
        jdbc.sql("""
                        INSERT INTO assignment (id, job_id, agent_id, status, active, during, method, assigned_by, assigned_at,
                            created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :job, :agent, 'accepted', true, tstzrange(:day::timestamptz, :day::timestamptz + interval '1 hour'), 'automatic', 'system',
                            now(), now(), 'test', now(), 'test', 0)
                        """)
                .param("id", UUID.randomUUID())
                .param("job", id)
                .param("agent", agent)
                .param("day", java.sql.Timestamp.from(day.atTime(16, 0).toInstant(java.time.ZoneOffset.UTC)))
                .update();
        return id;
    }

    private static WeekPattern.Weekday weekday(int weekday, boolean available) {
        return new WeekPattern.Weekday(weekday, available);
    }

    private static <T> T as(Actor actor, Callable<T> work) {
        try {
            return CurrentActor.call(actor, work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(int status, String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(status);
            assertThat(problem.code()).isEqualTo(code);
        });
    }
}
