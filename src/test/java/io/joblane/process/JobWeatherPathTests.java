package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.identity.Users.NewUser;
import io.joblane.job.JobStatus;
import io.joblane.testing.TestSkies;
import io.joblane.weather.Unavailable;
import io.joblane.weather.Unavailable.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JobWeatherPathTests extends JobPathTest {
    @Autowired
    private Users users;

    @Test
    void aHeldJobAsksNobodyUntilAnAdminReleasesIt() {
        skies.become(company(), TestSkies.hurricane(now()));
        UUID agent = worker(1);
        UUID job = post(survey(1, morning(3), null));
        OpenTask hold = officeTask(job, HOLD);
        settle();
        assertThat(hold.candidateGroups()).containsExactly("admin");
        assertThat(asked(job)).isEmpty();

        assertThat(answer(hold, "release", "{\"reason\": \"The work is inside\"}")
                        .kind())
                .isEqualTo(Verdict.Kind.DONE);

        accept(job, agent);
        awaitJob(job, JobStatus.FILLED);
        assertThat(job(job).weatherReleasedBy()).isNotNull();
        settle();
        assertThat(findTask(job, HOLD, null)).as("once released it stays so").isEmpty();
        assertThat(bodyOf(agent, job, "job_offered")).contains("Hurricane gusts expected");
    }

    @Test
    void aHeldJobMayBeCalledOff() {
        skies.become(company(), TestSkies.hurricane(now()));
        UUID agent = worker(1);
        UUID job = post(survey(1, morning(3), null));

        assertThat(answer(officeTask(job, HOLD), "cancel").kind()).isEqualTo(Verdict.Kind.DONE);

        awaitJob(job, JobStatus.CANCELLED);
        assertOver(job);
        assertThat(job(job).cancellationReason()).isEqualTo("weather");
        assertThat(toldOf(agent, job, "job_cancelled")).as("nobody was asked").isZero();
    }

    @Test
    void aJobThatIsStillHeldAtItsArrivalExpires() {
        skies.become(company(), TestSkies.hurricane(now()));
        UUID agent = worker(1);
        UUID job = post(survey(1, morning(3), null));
        officeTask(job, HOLD);

        passTo(morning(3).plusSeconds(1));

        awaitJob(job, JobStatus.EXPIRED);
        assertOver(job);
        assertThat(toldOf(agent, job, "job_offered")).isZero();
    }

    @Test
    void theOfficeIsWarnedOnce() {
        skies.become(company(), TestSkies.downpour(now()));
        UUID admin = admin();
        UUID job = filled(List.of(worker(1)), null);
        assertThat(warnings(admin, job))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("Heavy rain expected");
        passTo(eveningBefore(job).plusSeconds(1));
        assertThat(warnings(admin, job)).as("the same weather").hasSize(1);
    }

    @Test
    void aHoldInTheEveningIsPutBeforeAnAdminAndTheAgentsLearnWhatBecomesOfIt() {
        skies.become(company(), TestSkies.fair(now()));
        List<UUID> agents = workers(2);
        UUID job = filled(agents, null);
        skies.become(company(), TestSkies.hurricane(now()));
        passTo(eveningBefore(job).plusSeconds(1));

        OpenTask hold = officeTask(job, HOLD);
        settle();
        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
        assertThat(toldOf(agents.get(0), job, "weather_changed")).isOne();
        assertThat(answer(hold, "release", "{\"reason\": \"The work is inside\"}")
                        .kind())
                .isEqualTo(Verdict.Kind.DONE);
        settle();

        for (UUID agent : agents) {
            assertThat(bodyOf(agent, job, "job_goes_on")).contains("in spite of the weather");
        }
        workAll(job, agents);
        officeTask(job, SIGN_OFF_INSTEAD);
    }

    @Test
    void aHoldInTheEveningMayEndTheJob() {
        skies.become(company(), TestSkies.fair(now()));
        List<UUID> agents = workers(1);
        UUID job = filled(agents, null);
        skies.become(company(), TestSkies.hurricane(now()));
        passTo(eveningBefore(job).plusSeconds(1));

        assertThat(answer(officeTask(job, HOLD), "cancel").kind()).isEqualTo(Verdict.Kind.DONE);

        awaitJob(job, JobStatus.CANCELLED);
        assertOver(job);
        assertThat(toldOf(agents.get(0), job, "job_cancelled")).isOne();
        assertThat(toldOf(agents.get(0), job, "job_goes_on")).isZero();
    }

    @Test
    void aHoldThatNobodyDecidesEndsWithTheArrivalAndTheAgentsGo() {
        skies.become(company(), TestSkies.fair(now()));
        List<UUID> agents = workers(1);
        UUID job = filled(agents, null);
        skies.become(company(), TestSkies.hurricane(now()));
        passTo(eveningBefore(job).plusSeconds(1));
        officeTask(job, HOLD);

        passTo(job(job).arrivalAt().plusSeconds(1));
        settle();

        assertThat(findTask(job, HOLD, null)).isEmpty();
        workAll(job, agents);
        officeTask(job, SIGN_OFF_INSTEAD);
    }

    @Test
    void withoutAForecastTheJobGoesOnAndSaysSo() {
        skies.become(company(), new Unavailable(Reason.FAILED));
        UUID agent = worker(1);
        UUID job = post(survey(1, morning(3), null));
        offer(job, agent);
        settle();
        assertThat(job(job).weatherAdvice()).isEqualTo("unknown");
        assertThat(bodyOf(agent, job, "job_offered")).contains("The weather is not known yet");
    }

    @Test
    void theOfferNeitherSaysWhereNorWhatToDoAndTheConfirmationSaysAll() {
        skies.become(company(), TestSkies.downpour(now()));
        UUID agent = worker(1);
        UUID job = filled(List.of(agent), null);

        assertThat(bodyOf(agent, job, "job_offered"))
                .contains("Heavy rain expected")
                .doesNotContain("1 Times Square", "10036", "Ring twice");
        assertThat(bodyOf(agent, job, "job_confirmed"))
                .contains("1 Times Square", "10036", "Ring twice", "Heavy rain expected");
    }

    @Test
    void whoGoesIsToldInTheEveningThatTheWeatherHasChanged() {
        skies.become(company(), TestSkies.fair(now()));
        List<UUID> agents = workers(2);
        UUID job = filled(agents, null);
        skies.become(company(), TestSkies.downpour(now()));

        passTo(eveningBefore(job).minusSeconds(60));
        assertThat(job(job).weatherAdvice()).isEqualTo("none");
        passTo(eveningBefore(job).plusSeconds(1));

        assertThat(job(job).weatherAdvice()).isEqualTo("warning");
        for (UUID agent : agents) {
            assertThat(toldOf(agent, job, "weather_changed")).isOne();
            assertThat(bodyOf(agent, job, "weather_changed")).contains("Heavy rain expected");
        }
        pass(Duration.ofHours(4));
        assertThat(toldOf(agents.get(0), job, "weather_changed")).isOne();
        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
    }

    @Test
    void theSameWeatherIsNoNews() {
        skies.become(company(), TestSkies.downpour(now()));
        UUID agent = worker(1);
        UUID job = filled(List.of(agent), null);
        passTo(eveningBefore(job).plusSeconds(1));
        assertThat(toldOf(agent, job, "weather_changed")).isZero();
        workAll(job, List.of(agent));
        officeTask(job, SIGN_OFF_INSTEAD);
    }

    private UUID admin() {
        String email = "admin@" + company() + ".example";
        return users.seed(List.of(new NewUser(email, "Ada", company(), Role.ADMIN)), "correct horse 7")
                .get(email);
    }

    private List<String> warnings(UUID admin, UUID job) {
        return in(() -> world.jdbc
                .sql(
                        "SELECT body FROM notification WHERE recipient_id = ? AND event = 'weather_warning' AND channel = 'in_app' AND position(? in dedup_key) > 0")
                .param(admin)
                .param(job.toString())
                .query(String.class)
                .list());
    }

    private Instant eveningBefore(UUID job) {
        LocalDate day = job(job).workDate().minusDays(1);
        return day.atTime(18, 0).atZone(ZONE).toInstant();
    }

    private String bodyOf(UUID agent, UUID job, String event) {
        return in(() -> world.jdbc
                .sql(
                        "SELECT body FROM notification WHERE recipient_id = ? AND job_id = ? AND event = ? AND channel = 'in_app'")
                .param(agent)
                .param(job)
                .param(event)
                .query(String.class)
                .single());
    }
}
