package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.engine.TaskStep.Verdict;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.JobOrder;
import io.joblane.job.JobStatus;
import io.joblane.job.Urgency;
import io.joblane.testing.TestSkies;
import io.joblane.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;

/** What tests of a job's way beyond its filling have in common: its days, its weather, and work that is really done. */
abstract class JobPathTest extends JobProcessTest {
    static final ZoneId ZONE = ZoneId.of("America/New_York");
    static final String CHECK_OUT = "Task_CheckOut";
    static final String CONFIRM_TIME = "Task_ConfirmTime";

    @Autowired
    TestSkies skies;

    @AfterEach
    void clearUp() {
        skies.clear(company());
    }

    /** Ten in the morning, that many days from now. */
    Instant morning(int inDays) {
        return LocalDate.ofInstant(now(), ZONE)
                .plusDays(inDays)
                .atTime(LocalTime.of(10, 0))
                .atZone(ZONE)
                .toInstant();
    }

    /** A survey asks no photos and no signature of anybody. */
    JobOrder survey(int agentsRequired, Instant arrivalAt, @Nullable UUID lead) {
        JobOrder order = order(agentsRequired, arrivalAt, Urgency.STANDARD, lead);
        return new JobOrder(
                order.title(),
                "survey",
                order.site(),
                order.arrivalAt(),
                order.minutes(),
                order.agentsRequired(),
                order.leadAgentId(),
                order.requiredSkills(),
                order.instructions(),
                order.urgency(),
                order.customerId());
    }

    static JobOrder at(JobOrder order, Instant arrivalAt) {
        return new JobOrder(
                order.title(),
                order.type(),
                order.site(),
                arrivalAt,
                order.minutes(),
                order.agentsRequired(),
                order.leadAgentId(),
                order.requiredSkills(),
                order.instructions(),
                order.urgency(),
                order.customerId());
    }

    /** A survey three days ahead that these go to. */
    UUID filled(List<UUID> agents, @Nullable UUID lead) {
        UUID job = post(survey(agents.size(), morning(3), lead));
        agents.forEach(agent -> accept(job, agent));
        awaitJob(job, JobStatus.FILLED);
        settle();
        return job;
    }

    void checkIn(UUID job, UUID agent) {
        step(
                job,
                CHECK_IN,
                agent,
                "{\"lat\": %s, \"lng\": %s, \"accuracy\": 5}"
                        .formatted(World.TIMES_SQUARE.lat(), World.TIMES_SQUARE.lng()));
    }

    void checkOut(UUID job, UUID agent) {
        step(job, CHECK_OUT, agent, "{}");
    }

    private void step(UUID job, String element, UUID agent, String data) {
        assertThat(answer(jobTask(job, element, agent), "done", data).kind()).isEqualTo(Verdict.Kind.DONE);
    }

    /** Everybody comes at the arrival time and works. */
    void workAll(UUID job, List<UUID> agents) {
        passTo(job(job).arrivalAt());
        agents.forEach(agent -> checkIn(job, agent));
        settle();
        clock.advance(Duration.ofHours(1));
        agents.forEach(agent -> checkOut(job, agent));
        settle();
    }

    List<JobAssignmentStatus> assignmentsOf(UUID job) {
        return in(() -> assignments.ofJob(job)).stream().map(a -> a.status()).toList();
    }

    /** Who has worked has taken the rest of that day for it; the days of all others are theirs again. */
    @Override
    protected void assertOver(UUID job) {
        await("the process of " + job + " ends", () -> !isRunning(job));
        settle();
        assertThat(count("SELECT count(*) FROM user_task WHERE job_id = ? AND state = 'open'", job))
                .isZero();
        assertThat(count("SELECT count(*) FROM offer WHERE job_id = ? AND status = 'open'", job))
                .isZero();
        assertThat(count("SELECT count(*) FROM assignment WHERE job_id = ? AND active", job))
                .isZero();
        assertThat(count("""
                        SELECT count(*) FROM availability d WHERE ? = ANY (d.jobs) AND d.deleted_at IS NULL AND NOT EXISTS (
                            SELECT FROM assignment a WHERE a.agent_id = d.agent_id AND a.job_id = ANY (d.jobs)
                              AND a.status = 'completed')
                        """, job)).as("days still taken").isZero();
    }

    /** The job's row, locked by somebody else until it is closed. */
    HeldRow holdJob(UUID job) {
        settle();
        return new HeldRow(stay -> in(() -> transactions.run(() -> {
            world.jdbc
                    .sql("SELECT 1 FROM job WHERE id = ? FOR UPDATE")
                    .param(job)
                    .query()
                    .singleRow();
            stay.run();
            return job;
        })));
    }
}
