package io.joblane.job.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.job.JobStatus;
import io.joblane.job.JobView;
import io.joblane.job.Urgency;
import io.joblane.shared.Ids;
import io.joblane.shared.TimeWindow;
import io.joblane.testing.DomainTest;
import io.joblane.testing.Rows;
import io.joblane.workforce.availability.AvailabilityService;
import io.joblane.workforce.availability.DayChange;
import io.joblane.workforce.availability.DayRange;
import io.joblane.workforce.availability.PatternService;
import io.joblane.workforce.availability.WeekPattern.Weekday;
import io.joblane.workforce.skill.AgentSkillService;
import io.joblane.workforce.skill.Certificate;
import io.joblane.workforce.skill.SkillService;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AgentFactsQueryTests extends DomainTest {
    private static final LocalDate DAY = LocalDate.of(2026, 7, 4);
    private static final Instant ARRIVAL = Instant.parse("2026-07-04T18:00:00Z");
    private static final TimeWindow WINDOW =
            new TimeWindow(ARRIVAL.minusSeconds(1800), ARRIVAL.plusSeconds(4 * 3600 + 900));

    @Autowired
    AvailabilityService availability;

    @Autowired
    PatternService patterns;

    @Autowired
    SkillService skills;

    @Autowired
    AgentSkillService agentSkills;

    private AgentFactsQuery query;
    private String roofing;
    private String crane;
    private JobView job;

    @BeforeEach
    void aJob() {
        jdbc.sql("UPDATE agent SET deleted_at = now(), deleted_by = 'test' WHERE deleted_at IS NULL")
                .update();
        query = new AgentFactsQuery(jdbc);
        roofing = "Roofing " + Rows.next();
        crane = "Crane " + Rows.next();
        job = job(List.of(roofing, crane.toUpperCase(java.util.Locale.ROOT)));
    }

    @Test
    void aDayWinsOverTheWeekAndSilenceIsNotSet() {
        UUID silent = rows.agent("Silent");
        UUID byWeek = rows.agent("By week");
        patterns.set(byWeek, List.of(new Weekday(6, true)), null);
        UUID byDay = rows.agent("By day");
        patterns.set(byDay, List.of(new Weekday(6, true)), null);
        availability.set(byDay, new DayRange(DAY, DAY), new DayChange(false, false, ""));
        UUID away = rows.agent("Away");
        availability.set(away, new DayRange(DAY, DAY), new DayChange(false, true, ""));

        assertThat(of(silent).availability()).isEqualTo("not_set");
        assertThat(of(byWeek).availability()).isEqualTo("available");
        assertThat(of(byDay).availability()).isEqualTo("unavailable");
        assertThat(of(away).availability()).isEqualTo("away");
    }

    @Test
    void skillsAreKnownInAnyCaseAndCertificatesMustBeGoodOnTheDay() {
        UUID roofingId = skills.add(roofing, false).id();
        UUID craneId = skills.add(crane, true).id();
        UUID able = rows.agent("Able");
        agentSkills.put(able, roofingId, new Certificate(null, null, null), null);
        agentSkills.put(able, craneId, new Certificate("C", null, DAY), null);
        UUID lapsed = rows.agent("Lapsed");
        agentSkills.put(lapsed, craneId, new Certificate("C", null, DAY.minusDays(1)), null);

        assertThat(of(able)).extracting(AgentFacts::skillsMissing, AgentFacts::certificatesMissing).containsExactly(0, 0);
        assertThat(of(lapsed)).extracting(AgentFacts::skillsMissing, AgentFacts::certificatesMissing).containsExactly(1, 1);
        assertThat(of(rows.agent("Unable"))).extracting(AgentFacts::skillsMissing).isEqualTo(2);
    }

    @Test
    void otherWorkIsBookedOrLeavesSoMuchRest() {
        UUID busy = rows.agent("Busy");
        work(busy, "2026-07-04T17:00:00Z", "2026-07-04T17:30:01Z", "accepted", true);
        UUID rested = rows.agent("Rested");
        work(rested, "2026-07-04T01:00:00Z", "2026-07-04T07:30:00Z", "completed", false);
        work(rested, "2026-07-05T08:45:00Z", "2026-07-05T12:00:00Z", "accepted", true);
        work(rested, "2026-07-08T08:45:00Z", "2026-07-08T12:00:00Z", "accepted", true);
        UUID freed = rows.agent("Freed");
        work(freed, "2026-07-04T17:00:00Z", "2026-07-04T20:00:00Z", "cancelled", false);

        assertThat(of(busy).booked()).isTrue();
        assertThat(of(rested))
                .extracting(AgentFacts::booked, AgentFacts::restHoursBefore, AgentFacts::restHoursAfter)
                .containsExactly(false, 10.0, 10.5);
        assertThat(of(freed))
                .extracting(AgentFacts::booked, AgentFacts::restHoursBefore, AgentFacts::restHoursAfter)
                .containsExactly(false, null, null);
    }

    @Test
    void theNearestComesFirstMeasuredFromHome() {
        UUID far = rows.agent("Far");
        UUID near = rows.agent("Near");
        UUID unknown = rows.agent("Unknown");
        at(far, 41.75, 40.75);
        at(near, 40.76, 50.0);
        at(unknown, null, null);

        assertThat(query.ofAll(job, WINDOW)).extracting(AgentFacts::agentId).containsExactly(near, far, unknown);
        assertThat(of(near).distanceKm()).isBetween(1.11, 1.12);
        assertThat(of(unknown).distanceKm()).isNull();
    }

    @Test
    void onlyThoseAreLeftOutWhoNeedNotBeAsked() {
        UUID open = rows.agent("Open");
        UUID declined = rows.agent("Declined");
        UUID late = rows.agent("Late");
        UUID slow = rows.agent("Slow");
        UUID going = rows.agent("Going");
        UUID withdrew = rows.agent("Withdrew");
        insertJob();
        offer(open, "open");
        offer(declined, "declined");
        offer(late, "expired");
        offer(slow, "filled");
        own(going, "accepted", true);
        own(withdrew, "withdrawn", false);

        assertThat(query.toAsk(job, WINDOW)).extracting(AgentFacts::agentId).containsExactlyInAnyOrder(late, slow);
        assertThat(query.ofAll(job, WINDOW)).hasSize(6).noneMatch(AgentFacts::booked);
    }

    private AgentFacts of(UUID agent) {
        return query.ofAll(job, WINDOW).stream()
                .filter(facts -> facts.agentId().equals(agent))
                .findFirst()
                .orElseThrow();
    }

    private void at(UUID agent, @Nullable Double home, @Nullable Double position) {
        jdbc.sql("""
                        UPDATE agent SET home_lat = :home::float8, home_lng = CASE WHEN :home::float8 IS NOT NULL THEN -73.99 END,
                            position_lat = :position::float8, position_lng = CASE WHEN :position::float8 IS NOT NULL THEN -73.99 END,
                            position_at = CASE WHEN :position::float8 IS NOT NULL THEN now() END
                        WHERE id = :agent
                        """)
                .param("home", home)
                .param("position", position)
                .param("agent", agent)
                .update();
    }

    private void work(UUID agent, String from, String to, String status, boolean active) {
        UUID assignment = rows.assignment(rows.booking("accepted"), agent, status, active);
        jdbc.sql("UPDATE assignment SET during = ?::tstzrange WHERE id = ?")
                .param(new TimeWindow(Instant.parse(from), Instant.parse(to)).toRange())
                .param(assignment)
                .update();
    }

    private void own(UUID agent, String status, boolean active) {
        jdbc.sql("""
                        INSERT INTO assignment (id, job_id, agent_id, status, active, during, method, assigned_by, assigned_at,
                            created_at, created_by, updated_at, updated_by, version)
                        VALUES (?, ?, ?, ?, ?, ?::tstzrange, 'automatic', 'system', now(), now(), 'system', now(), 'system', 0)
                        """)
                .params(Ids.next(), job.id(), agent, status, active, WINDOW.toRange())
                .update();
    }

    private void offer(UUID agent, String status) {
        jdbc.sql("""
                        INSERT INTO offer (id, job_id, agent_id, wave, status, offered_at, created_at, created_by, updated_at,
                            updated_by, version)
                        VALUES (?, ?, ?, 1, ?, now(), now(), 'system', now(), 'system', 0)
                        """)
                .params(Ids.next(), job.id(), agent, status)
                .update();
    }

    private void insertJob() {
        jdbc.sql("""
                        INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at,
                            expected_minutes, agents_required, urgency, work_date, posted_at,
                            created_at, created_by, updated_at, updated_by, version)
                        VALUES (?, ?, 'Roof', 'roofing', 'open', '1 Canal Street', '10013', 40.75, -73.99, '2026-07-04T18:00:00Z',
                            240, 2, 'standard', '2026-07-04', now(), now(), 'system', now(), 'system', 0)
                        """)
                .params(job.id(), job.reference())
                .update();
    }

    private JobView job(List<String> skills) {
        return new JobView(
                Ids.next(), "JOB-F" + Rows.next(), "Roof", "roofing", JobStatus.OPEN, "1 Canal Street", "10013", 40.75,
                -73.99, ARRIVAL, BigDecimal.valueOf(4), 2, 0, null, skills, "", Urgency.STANDARD, null, DAY, 0, null,
                null, null, null, null, ARRIVAL, null, null, null, null, null, null, null, null, 0);
    }
}
