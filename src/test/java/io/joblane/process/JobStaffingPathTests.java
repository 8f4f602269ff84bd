package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.identity.Role;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.JobStatus;
import io.joblane.shared.Problem;
import io.joblane.testing.ApiClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who goes is decided otherwise than by an offer. */
class JobStaffingPathTests extends JobPathTest {
    @Test
    void whoWithdrawsInTimeIsReplacedAndNotAskedAgain() {
        List<UUID> agents = workers(2);
        UUID job = post(survey(1, morning(3), null));
        accept(job, agents.get(0));
        awaitJob(job, JobStatus.FILLED);
        settle();
        assertThat(toldOf(agents.get(1), job, "job_filled")).isOne();

        withdraw(job, agents.get(0));

        awaitJob(job, JobStatus.OPEN);
        accept(job, agents.get(1));
        awaitJob(job, JobStatus.FILLED);
        settle();
        assertThat(findTask(job, ANSWER, agents.get(0))).isEmpty();
        assertThat(assignmentsOf(job)).containsExactly(JobAssignmentStatus.WITHDRAWN, JobAssignmentStatus.ACCEPTED);
        assertThat(wayOf(job)).endsWith("filled", "open", "filled");
        assertThat(count("SELECT count(*) FROM availability WHERE agent_id = ? AND ? = ANY (jobs)", agents.get(0), job))
                .as("the day is theirs again")
                .isZero();
    }

    @Test
    void theDayBeforeItIsTooLateToWithdraw() {
        UUID agent = worker(1);
        UUID job = filled(List.of(agent), null);
        passTo(job(job).arrivalAt().minus(Duration.ofDays(1)).plusSeconds(1));
        assertThatThrownBy(() -> withdraw(job, agent)).isInstanceOfSatisfying(Problem.class, problem -> assertThat(
                        problem.code())
                .isEqualTo("too_late_to_withdraw"));
        assertThat(current(job, agent)).isPresent();
    }

    @Test
    void theOfficeGivesAnAgentASlotWhoseOfferEndsWithIt() {
        List<UUID> agents = workers(2);
        UUID job = post(survey(1, morning(3), null));
        OpenTask offer = offer(job, agents.get(0));
        offer(job, agents.get(1));
        settle();

        assertThat(assignByOffice(job, agents.get(0)).method()).isEqualTo("manual");

        awaitJob(job, JobStatus.FILLED);
        settle();
        assertThat(answer(offer, "accepted").kind()).isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
        assertThat(offerStatus(job, agents.get(0))).isEqualTo("withdrawn");
        assertThat(offerStatus(job, agents.get(1))).isEqualTo("filled");
        assertThat(toldOf(agents.get(0), job, "job_confirmed")).isOne();
        assertThat(toldOf(agents.get(0), job, "job_filled")).isZero();
        assertThat(toldOf(agents.get(1), job, "job_filled")).isOne();
    }

    @Test
    void theOfficeTakesAnAgentOffAndAnotherOneIsAsked() {
        List<UUID> agents = workers(2);
        UUID job = post(survey(1, morning(3), null));
        accept(job, agents.get(0));
        awaitJob(job, JobStatus.FILLED);
        settle();

        removeByOffice(job, agents.get(0));

        accept(job, agents.get(1));
        awaitJob(job, JobStatus.FILLED);
        settle();
        assertThat(toldOf(agents.get(0), job, "job_released")).isOne();
        assertThat(assignmentsOf(job)).containsExactly(JobAssignmentStatus.REMOVED, JobAssignmentStatus.ACCEPTED);
    }

    @Test
    void theOfficeSeesOfEverybodyWhetherTheyWouldBeAskedAndWhyNot() {
        UUID going = worker(1);
        UUID asked = worker(2);
        UUID silent = agent(3);
        UUID far = worker(150);
        UUID lost = worker(4);
        in(() -> world.jdbc
                .sql("UPDATE agent SET home_lat = NULL, home_lng = NULL, position_lat = NULL, position_lng = NULL,"
                        + " position_at = NULL WHERE id = ?")
                .param(lost)
                .update());
        UUID job = post(survey(2, morning(3), null));
        accept(job, going);
        offer(job, asked);
        settle();
        UUID late = worker(6);

        Answer answer = office(Role.DISPATCHER).get("/api/v1/jobs/" + job + "/eligible-agents");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(reason(answer, going)).isEqualTo("assigned");
        assertThat(reason(answer, asked)).isEqualTo("asked");
        assertThat(reason(answer, silent)).isEqualTo("availability_not_set");
        assertThat(reason(answer, far)).isEqualTo("too_far");
        assertThat(reason(answer, lost)).isEqualTo("position_unknown");
        assertThat(line(answer, late).path("eligible").asBoolean()).isTrue();
        assertThat(line(answer, late).path("distanceKm").asDouble()).isBetween(5.9, 6.1);
        assertThat(office(Role.DISPATCHER)
                        .get("/api/v1/jobs/" + UUID.randomUUID() + "/eligible-agents")
                        .status())
                .isEqualTo(404);
    }

    private static String reason(Answer answer, UUID agent) {
        return line(answer, agent).path("reason").asString("");
    }

    private static JsonNode line(Answer answer, UUID agent) {
        for (JsonNode line : answer.json().path("items")) {
            if (line.path("agentId").asString("").equals(agent.toString())) {
                return line;
            }
        }
        throw new AssertionError("no line of " + agent + " in " + answer.text());
    }
}
