package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.JobStatus;
import io.joblane.shared.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two who want something of one job at the same moment, in both orders. Both queue up behind the job's row, held by the test, in
 * the order under test. Exactly one wins, and the process ends where the rows say.
 */
class JobTapAgainstInterruptionTests extends JobPathTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void ofTwoWhoWantTheLastSlotTheFirstGetsIt(int first) {
        List<UUID> agents = workers(2);
        UUID winner = agents.get(first);
        UUID loser = agents.get(1 - first);
        UUID job = post(survey(1, morning(3), null));
        OpenTask winners = offer(job, winner);
        OpenTask losers = offer(job, loser);

        Raced raced = race(job, () -> answer(winners, "accepted"), () -> answer(losers, "accepted"));

        assertDone(raced.first());
        assertTooLate(raced.second(), "already filled");
        awaitJob(job, JobStatus.FILLED);
        settle();
        assertThat(current(job, winner)).isPresent();
        assertThat(offerStatus(job, loser)).isEqualTo("filled");
        assertThat(toldOf(loser, job, "job_filled")).isOne();
        assertThat(toldOf(winner, job, "job_filled")).isZero();
        assertThat(toldOf(winner, job, "job_confirmed")).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAcceptanceAgainstACancellation(boolean acceptFirst) {
        UUID agent = worker(1);
        UUID job = post(survey(1, morning(3), null));
        OpenTask offer = offer(job, agent);
        Callable<?> accept = () -> answer(offer, "accepted");
        Callable<?> cancel = () -> cancelJob(job);

        Raced raced = acceptFirst ? race(job, accept, cancel) : race(job, cancel, accept);

        if (acceptFirst) {
            assertDone(raced.first());
        } else {
            assertTooLate(raced.second(), "was cancelled");
        }
        awaitJob(job, JobStatus.CANCELLED);
        assertOver(job);
        assertThat(assignmentsOf(job))
                .isEqualTo(acceptFirst ? List.of(JobAssignmentStatus.CANCELLED) : List.of());
        assertThat(toldOf(agent, job, "job_cancelled")).isOne();
        assertThat(toldOf(agent, job, "job_expired")).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAcceptanceAgainstALowerNumber(boolean acceptFirst) {
        List<UUID> agents = workers(2);
        UUID job = post(survey(2, morning(3), null));
        accept(job, agents.get(0));
        settle();
        passTo(deadline(job));
        OpenTask offer = offer(job, agents.get(1));
        // The last wave waits for two hours before an admin is asked.
        pass(Duration.ofHours(2).plusSeconds(1));
        OpenTask decision = officeTask(job, DECIDE);
        assertThat(findTask(job, ANSWER, agents.get(1))).as("the offer is still open").isPresent();
        Callable<?> accept = () -> answer(offer, "accepted");
        Callable<?> lower = () -> answer(decision, "lower_number", "{\"agentsRequired\": 1}");

        Raced raced = acceptFirst ? race(job, accept, lower) : race(job, lower, accept);

        assertDone(raced.first());
        if (acceptFirst) {
            assertTooLate(raced.second(), "gone on meanwhile");
        } else {
            assertTooLate(raced.second(), "already filled");
        }
        awaitJob(job, JobStatus.FILLED);
        settle();
        assertThat(job(job).agentsAssigned()).isEqualTo(acceptFirst ? 2 : 1);
        assertThat(job(job).agentsRequired()).isEqualTo(acceptFirst ? 2 : 1);
        assertThat(findTask(job, DECIDE, null)).isEmpty();
        assertThat(findTask(job, ANSWER, agents.get(1))).isEmpty();
    }

    @Test
    void anAcceptanceThatTheEngineHasNotHeardOfWhenTheArrivalTimeComes() {
        UUID agent = worker(1);
        UUID job = post(survey(1, morning(3), null));
        passTo(deadline(job));
        OpenTask offer = offer(job, agent);
        settle();
        holdDelivery(job);
        assertDone(answer(offer, "accepted"));

        clock.advanceTo(job(job).arrivalAt().plusSeconds(1));
        await("the arrival time is dealt with", () -> !listensTo("job.filled", job));

        releaseDelivery();
        settle();
        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
        assertThat(current(job, agent)).isPresent();
        assertThat(toldOf(agent, job, "job_expired")).isZero();
        checkIn(job, agent);
        awaitJob(job, JobStatus.IN_PROGRESS);
    }

    @Test
    void theArrivalTimeComesBeforeTheAcceptance() {
        UUID agent = worker(1);
        UUID job = post(survey(1, morning(3), null));
        passTo(deadline(job));
        OpenTask offer = offer(job, agent);
        Instant arrival = job(job).arrivalAt();

        Object late;
        CompletableFuture<Object> tapping;
        try (HeldRow row = holdJob(job)) {
            clock.advanceTo(arrival.plusSeconds(1));
            awaitWaiting(1);
            tapping = start(() -> answer(offer, "accepted"));
        }
        late = tapping.join();

        assertThat(((Verdict) late).kind()).isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
        awaitJob(job, JobStatus.EXPIRED);
        assertOver(job);
        assertThat(assignmentsOf(job)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSignOffAgainstACancellation(boolean signOffFirst) {
        UUID lead = worker(1);
        UUID job = filled(List.of(lead), lead);
        workAll(job, List.of(lead));
        OpenTask task = jobTask(job, SIGN_OFF, lead);
        Callable<?> signOff = () -> answer(task, "done");
        Callable<?> cancel = () -> cancelJob(job);

        Raced raced = signOffFirst ? race(job, signOff, cancel) : race(job, cancel, signOff);

        if (signOffFirst) {
            assertDone(raced.first());
            assertThat(raced.second()).isInstanceOf(Problem.class);
        } else {
            assertTooLate(raced.second(), "gone on meanwhile");
        }
        awaitJob(job, signOffFirst ? JobStatus.COMPLETED : JobStatus.CANCELLED);
        assertOver(job);
        assertThat(wayOf(job)).last().isEqualTo(signOffFirst ? "completed" : "cancelled");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReleaseOfTheHoldAgainstACancellation(boolean releaseFirst) {
        skies.become(company(), io.joblane.testing.TestSkies.hurricane(now()));
        UUID job = post(survey(1, morning(3), null));
        OpenTask hold = officeTask(job, HOLD);
        Callable<?> release = () -> answer(hold, "release");
        Callable<?> cancel = () -> cancelJob(job);

        Raced raced = releaseFirst ? race(job, release, cancel) : race(job, cancel, release);

        if (releaseFirst) {
            assertDone(raced.first());
        } else {
            assertTooLate(raced.second(), "gone on meanwhile");
        }
        awaitJob(job, JobStatus.CANCELLED);
        assertOver(job);
    }

    /** When everybody who is left is asked. */
    private Instant deadline(UUID job) {
        return job(job).arrivalAt().minus(Duration.ofHours(12)).plusSeconds(1);
    }

    private static void assertDone(Object result) {
        assertThat(result).isInstanceOfSatisfying(Verdict.class, verdict -> assertThat(verdict.kind())
                .isEqualTo(Verdict.Kind.DONE));
    }

    private static void assertTooLate(Object result, String why) {
        assertThat(result).isInstanceOfSatisfying(Verdict.class, verdict -> {
            assertThat(verdict.kind()).isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
            assertThat(verdict.reason()).contains(why);
        });
    }

    /** What each of the two got: its result, or the {@link Problem} it was refused with. */
    record Raced(Object first, Object second) {}

    private Raced race(UUID job, Callable<?> first, Callable<?> second) {
        CompletableFuture<Object> one;
        CompletableFuture<Object> two;
        try (HeldRow row = holdJob(job)) {
            one = start(first);
            awaitWaiting(1);
            two = start(second);
            awaitWaiting(2);
        }
        return new Raced(one.join(), two.join());
    }

    private CompletableFuture<Object> start(Callable<?> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return in(work);
                    } catch (Problem refused) {
                        return refused;
                    }
                },
                command -> new Thread(command, "racer").start());
    }
}
