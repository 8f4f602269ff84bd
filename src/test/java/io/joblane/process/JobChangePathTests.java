package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.job.JobOrder;
import io.joblane.job.JobPosts;
import io.joblane.job.JobStatus;
import io.joblane.shared.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A job becomes another one while it is searched for, filled, or under way. */
class JobChangePathTests extends JobProcessTest {
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void anotherTextIsToldToThoseWhoGoAndNoOfferIsTouched() {
        List<UUID> agents = workers(2);
        UUID job = post(2, WEEK);
        accept(job, agents.get(0));
        UUID task = offer(job, agents.get(1)).id();

        change(job, now -> with(now, "Bring a ladder"));
        settle();

        assertThat(offer(job, agents.get(1)).id()).isEqualTo(task);
        assertThat(toldOf(agents.get(0), job, "job_changed")).isOne();
        assertThat(toldOf(agents.get(1), job, "job_changed")).isZero();
        change(job, now -> with(now, "Bring two ladders"));
        settle();
        assertThat(toldOf(agents.get(0), job, "job_changed")).isEqualTo(2);
        int version = job(job).version();
        assertThat(change(job, UnaryOperator.identity()).version())
                .as("nothing is another")
                .isEqualTo(version);
    }

    @Test
    void anotherTimeAsksEverybodyAnewAndThoseWhoGoToConfirm() {
        List<UUID> agents = workers(3);
        UUID job = post(2, WEEK);
        accept(job, agents.get(0));
        decline(job, agents.get(1));
        UUID before = offer(job, agents.get(2)).id();
        Instant later = job(job).arrivalAt().plus(Duration.ofDays(1));

        change(job, now -> at(now, later));

        await(
                "the offer is made anew",
                () -> findTask(job, ANSWER, agents.get(2))
                        .filter(task -> !task.id().equals(before))
                        .isPresent());
        offer(job, agents.get(1));
        settle();
        assertThat(current(job, agents.get(0)).orElseThrow()).satisfies(assignment -> {
            assertThat(assignment.confirmed()).isFalse();
            assertThat(assignment.during().from()).isEqualTo(later.minus(Duration.ofMinutes(45)));
        });
        jobTask(job, "Task_ConfirmTime", agents.get(0));
        assertThat(count(
                        "SELECT count(*) FROM availability WHERE agent_id = ? AND date = ? AND ? = ANY (jobs)",
                        agents.get(0),
                        java.sql.Date.valueOf(job(job).workDate()),
                        job))
                .isOne();
        assertThat(count("SELECT count(*) FROM availability WHERE ? = ANY (jobs) AND deleted_at IS NULL", job))
                .isOne();
        assertThat(toldOf(agents.get(0), job, "job_changed")).isOne();
    }

    @Test
    void aFilledJobAtAnotherTimeStaysFilledWithThoseWhoAreFree() {
        List<UUID> agents = workers(3);
        UUID other = post(1, WEEK.plusDays(1));
        accept(other, agents.get(0));
        settle();
        UUID job = post(2, WEEK);
        accept(job, agents.get(0));
        accept(job, agents.get(1));
        settle();
        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);

        change(job, now -> at(now, job(other).arrivalAt()));

        assertThat(job(job).status()).as("one has something else to do then").isEqualTo(JobStatus.OPEN);
        assertThat(current(job, agents.get(0))).isEmpty();
        assertThat(current(job, agents.get(1))).isPresent();
        offer(job, agents.get(2));
        settle();
        assertThat(asked(job)).containsExactly(agents.get(2));
        assertThat(toldOf(agents.get(0), job, "job_released")).isOne();
    }

    @Test
    void aHigherNumberOpensAFilledJobAndALowerOneFillsIt() {
        List<UUID> agents = workers(2);
        UUID job = post(1, WEEK);
        accept(job, agents.get(0));
        settle();

        change(job, now -> now.withAgentsRequired(3));
        assertThat(job(job).status()).isEqualTo(JobStatus.OPEN);
        accept(job, agents.get(1));
        settle();
        change(job, now -> now.withAgentsRequired(2));

        settle();
        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
        assertThatThrownBy(() -> change(job, now -> now.withAgentsRequired(1)))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.code()).isEqualTo("more_agents_assigned"));
        assertThat(wayOf(job)).containsExactly("open", "filled", "open", "filled");
    }

    @Test
    void whatHasBegunKeepsItsTime() {
        List<UUID> agents = workers(2);
        UUID job = post(2, Duration.ofHours(3));
        accept(job, agents.get(0));
        accept(job, agents.get(1));
        settle();
        work(job, agents.get(0));

        assertThatThrownBy(() -> change(job, now -> at(now, job(job).arrivalAt().plusSeconds(3600))))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.code()).isEqualTo("job_in_progress"));
        assertThat(change(job, now -> with(now, "Side door")).instructions()).isEqualTo("Side door");
    }

    @Test
    void theWeatherOfTheEveningBeforeIsToldWhereItIsAnother() {
        UUID agent = worker(1);
        UUID job = post(1, WEEK);
        accept(job, agent);
        settle();
        in(() -> world.jdbc
                .sql("UPDATE job SET weather_advice = 'none' WHERE id = ?")
                .param(job)
                .update());

        pass(WEEK.minusHours(2));

        assertThat(job(job).weatherAdvice()).isEqualTo("unknown");
        assertThat(toldOf(agent, job, "weather_changed")).isOne();
    }

    @Test
    void aJobThatIsHeldBackAsksNobodyUntilAnAdminReleasesIt() {
        UUID agent = worker(1);
        UUID job = held();
        settle();
        assertThat(asked(job)).isEmpty();

        answer(officeTask(job, HOLD), "release", "{\"reason\": \"it is indoors\"}");

        offer(job, agent);
        assertThat(job(job).weatherReleasedBy()).isEqualTo("Ada (admin)");
    }

    @Test
    void aJobThatIsHeldBackMayBeCalledOff() {
        UUID job = held();

        answer(officeTask(job, HOLD), "cancel");

        assertOver(job);
        assertThat(job(job).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(job(job).cancellationReason()).isEqualTo("weather");
    }

    /** A job that the weather speaks against. */
    private UUID held() {
        JobPosts.Draft draft = in(() -> posts.draft(order(1, WEEK), null, null));
        return in(() -> transactions.run(() -> {
            UUID id = posts.post(draft).id();
            world.jdbc
                    .sql("UPDATE job SET weather_advice = 'hold' WHERE id = ?")
                    .param(id)
                    .update();
            return id;
        }));
    }

    private static JobOrder with(JobOrder now, String instructions) {
        return new JobOrder(
                now.title(),
                now.type(),
                now.site(),
                now.arrivalAt(),
                now.minutes(),
                now.agentsRequired(),
                now.leadAgentId(),
                now.requiredSkills(),
                instructions,
                now.urgency(),
                now.customerId());
    }

    static JobOrder at(JobOrder now, Instant arrivalAt) {
        return new JobOrder(
                now.title(),
                now.type(),
                now.site(),
                arrivalAt,
                now.minutes(),
                now.agentsRequired(),
                now.leadAgentId(),
                now.requiredSkills(),
                now.instructions(),
                now.urgency(),
                now.customerId());
    }
}
