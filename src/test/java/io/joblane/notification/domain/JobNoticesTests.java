package io.joblane.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.engine.WorkerFault;
import io.joblane.shared.Ids;
import io.joblane.testing.DomainTest;
import io.joblane.testing.Rows;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JobNoticesTests extends DomainTest {
    private static final String ADDRESS = "12 Canal Street";
    private static final String INSTRUCTIONS = "Ring at the gate";

    @Autowired
    JobNotices notices;

    private UUID job;
    private UUID going;
    private UUID asked;
    private UUID declined;
    private UUID withdrew;

    @BeforeEach
    void aJobWithEverybody() {
        job = job();
        going = rows.agent("Ada Byron");
        assignment(going, offer(going, "accepted"), "accepted", true);
        asked = rows.agent("Bob");
        declined = rows.agent("Cleo");
        offer(declined, "declined");
        withdrew = rows.agent("Dan");
        assignment(withdrew, offer(withdrew, "withdrawn"), "withdrawn", false);
    }

    @Test
    void whoIsAskedLearnsTheWeatherButNotTheAddress() {
        offer(asked, "open");
        weather("warning", "Ice on the roads.", "2026-06-01T12:00:00Z");

        assertThat(notices.tell(job, JobEvent.JOB_OFFERED)).isEqualTo(2);
        assertThat(notices.tell(job, JobEvent.JOB_OFFERED)).isZero();

        assertThat(bodies(asked, "job_offered"))
                .singleElement()
                .asString()
                .contains("Scaffold", "Sat 4 Jul, 14:30 EDT", "2.5 h. Weather: Ice on the roads. Open")
                .doesNotContain(ADDRESS, INSTRUCTIONS, "{");
        assertThat(told("job_offered")).containsExactly(asked);
        assertThat(channels("job_offered")).containsExactly("in_app delivered", "push suppressed");
    }

    @Test
    void weatherThatIsNothingToMindIsNotMentioned() {
        offer(asked, "open");
        weather("none", "Nothing to mind.", "2026-06-01T12:00:00Z");
        notices.tell(job, JobEvent.JOB_OFFERED);
        assertThat(bodies(asked, "job_offered")).singleElement().asString().doesNotContain("Weather", "Nothing to mind");
    }

    @Test
    void anotherOfferIsNewsAgain() {
        UUID first = offer(asked, "open");
        notices.tell(job, JobEvent.JOB_OFFERED);
        jdbc.sql("UPDATE offer SET status = 'expired' WHERE id = ?").param(first).update();
        offer(asked, "open");
        assertThat(notices.tell(job, JobEvent.JOB_OFFERED)).isEqualTo(2);
    }

    @Test
    void whoGoesGetsEverything() {
        offer(asked, "filled");
        assertThat(notices.tell(job, JobEvent.JOB_CONFIRMED)).isEqualTo(2);
        assertThat(notices.tell(job, JobEvent.JOB_CONFIRMED)).isZero();
        assertThat(told("job_confirmed")).containsExactly(going);
        assertThat(bodies(going, "job_confirmed")).singleElement().asString().contains(ADDRESS, INSTRUCTIONS);
    }

    @Test
    void onlyThoseWhoHadNotAnsweredHearThatItIsFilled() {
        offer(asked, "filled");
        // Somebody who was asked before and then sent by hand need not hear that others were faster.
        UUID byHand = rows.agent("Eve");
        offer(byHand, "filled");
        assignment(byHand, null, "accepted", true);

        assertThat(notices.tell(job, JobEvent.JOB_FILLED)).isEqualTo(2);
        assertThat(told("job_filled")).containsExactly(asked);
    }

    @Test
    void aCancellationReachesThoseWhoWereToGoAndThoseWhoWereAsked() {
        offer(asked, "withdrawn");
        jdbc.sql("UPDATE assignment SET status = 'cancelled', active = false WHERE job_id = ? AND active")
                .param(job)
                .update();
        assertThat(notices.tell(job, JobEvent.JOB_CANCELLED)).isEqualTo(4);
        assertThat(notices.tell(job, JobEvent.JOB_CANCELLED)).isZero();
        assertThat(told("job_cancelled")).containsExactlyInAnyOrder(going, asked);
        assertThat(bodies(asked, "job_cancelled")).singleElement().asString().doesNotContain(ADDRESS);
    }

    @Test
    void everyOtherAdviceIsNewsAlsoThatItIsGoodAgain() {
        weather("warning", "Ice on the roads.", "2026-07-03T22:00:00Z");
        assertThat(notices.tell(job, JobEvent.WEATHER_CHANGED)).isEqualTo(2);
        assertThat(notices.tell(job, JobEvent.WEATHER_CHANGED)).isZero();
        weather("none", "Nothing to mind.", "2026-07-04T06:00:00Z");
        assertThat(notices.tell(job, JobEvent.WEATHER_CHANGED)).isEqualTo(2);
        assertThat(bodies(going, "weather_changed"))
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("Weather: Ice on the roads."),
                        second -> assertThat(second).endsWith("Weather: Nothing to mind."));
    }

    @Test
    void nobodyLeftIsNoFaultAndAnUnknownJobIsOne() {
        assertThat(notices.tell(job, JobEvent.JOB_OFFERED)).isZero();
        assertThatThrownBy(() -> notices.tell(Ids.next(), JobEvent.JOB_OFFERED)).isInstanceOf(WorkerFault.class);
    }

    private List<UUID> told(String event) {
        return jdbc.sql(
                        "SELECT recipient_id FROM notification WHERE job_id = ? AND event = ? AND channel = 'in_app' ORDER BY id")
                .param(job)
                .param(event)
                .query(UUID.class)
                .list();
    }

    private List<String> channels(String event) {
        return jdbc.sql(
                        "SELECT channel || ' ' || state FROM notification WHERE job_id = ? AND event = ? ORDER BY channel")
                .param(job)
                .param(event)
                .query(String.class)
                .list();
    }

    private List<String> bodies(UUID agent, String event) {
        return jdbc.sql(
                        "SELECT body FROM notification WHERE recipient_id = ? AND event = ? AND channel = 'in_app' ORDER BY id")
                .param(agent)
                .param(event)
                .query(String.class)
                .list();
    }

    private UUID job() {
        UUID id = Ids.next();
        jdbc.sql("""
                        INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at,
                            expected_minutes, agents_required, instructions, urgency, work_date, posted_at,
                            created_at, created_by, updated_at, updated_by, version)
                        VALUES (?, ?, 'Scaffold', 'building', 'open', ?, '10013', 40.72, -74, '2026-07-04T18:30:00Z',
                            150, 2, ?, 'standard', '2026-07-04', now(), now(), 'system', now(), 'system', 0)
                        """)
                .param(id)
                .param("JOB-T" + Rows.next())
                .param(ADDRESS)
                .param(INSTRUCTIONS)
                .update();
        return id;
    }

    private UUID offer(UUID agent, String status) {
        UUID id = Ids.next();
        jdbc.sql("""
                        INSERT INTO offer (id, job_id, agent_id, wave, status, offered_at, created_at, created_by, updated_at,
                            updated_by, version)
                        VALUES (?, ?, ?, 1, ?, now(), now(), 'system', now(), 'system', 0)
                        """)
                .param(id)
                .param(job)
                .param(agent)
                .param(status)
                .update();
        return id;
    }

    private void assignment(UUID agent, @org.jspecify.annotations.Nullable UUID offer, String status, boolean active) {
        jdbc.sql("""
                        INSERT INTO assignment (id, job_id, offer_id, agent_id, status, active, during, method, assigned_by,
                            assigned_at, created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :job, :offer::uuid, :agent, :status, :active, '[2026-07-04T18:00:00Z,2026-07-04T21:00:00Z)',
                            'automatic', 'system', now(), now(), 'system', now(), 'system', 0)
                        """)
                .param("id", Ids.next())
                .param("job", job)
                .param("offer", offer)
                .param("agent", agent)
                .param("status", status)
                .param("active", active)
                .update();
    }

    private void weather(String advice, String text, String at) {
        jdbc.sql("UPDATE job SET weather_advice = ?, weather = jsonb_build_object('text', ?, 'lookedUpAt', ?) WHERE id = ?")
                .param(advice)
                .param(text)
                .param(at)
                .param(job)
                .update();
    }
}
