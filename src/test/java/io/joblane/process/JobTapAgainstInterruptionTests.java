package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.job.JobStatus;
import io.joblane.job.Urgency;
import io.joblane.shared.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two who want something of one job at the same moment, in both orders: both queue up behind the job's row, held by the test. One
 * slot is left, so an acceptance that was first fills the job.
 */
class JobTapAgainstInterruptionTests extends JobProcessTest {
    private static final Duration WEEK = Duration.ofDays(7);

    enum Interruption {
        CANCEL,
        CHANGE_TIME,
        ASSIGN_ANOTHER,
        LOWER,
        ANOTHER_ACCEPTS
    }

    record Pair(String outcome, Interruption interruption, boolean tapFirst) {}

    static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (Interruption interruption : Interruption.values()) {
            for (String outcome : List.of("accepted", "declined")) {
                pairs.add(new Pair(outcome, interruption, true));
                pairs.add(new Pair(outcome, interruption, false));
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void anAnswerAgainstSomebodyElse(Pair pair) {
        List<UUID> agents = workers(3);
        UUID first = agents.get(0);
        UUID tapping = agents.get(1);
        UUID other = agents.get(2);
        UUID job = post(2, WEEK);
        accept(job, first);
        OpenTask task = offer(job, tapping);
        OpenTask others = offer(job, other);
        Instant later = job(job).arrivalAt().plus(Duration.ofHours(5));
        Callable<?> tap = () -> answer(task, pair.outcome());
        Callable<?> interruption = () -> switch (pair.interruption()) {
            case CANCEL -> cancelJob(job);
            case CHANGE_TIME -> change(job, now -> JobChangePathTests.at(now, later));
            case ASSIGN_ANOTHER -> assignByOffice(job, other);
            case LOWER -> change(job, now -> now.withAgentsRequired(1));
            case ANOTHER_ACCEPTS -> answer(others, "accepted");
        };

        List<Object> results = pair.tapFirst() ? race(job, tap, interruption) : race(job, interruption, tap);

        Verdict tapped = (Verdict) results.get(pair.tapFirst() ? 0 : 1);
        Object interrupted = results.get(pair.tapFirst() ? 1 : 0);
        boolean accepts = pair.outcome().equals("accepted");
        boolean closesOffers =
                pair.interruption() == Interruption.CANCEL || pair.interruption() == Interruption.CHANGE_TIME;
        boolean fills = !closesOffers;
        boolean counts = pair.tapFirst() || !(closesOffers || (fills && accepts));
        assertThat(tapped.kind()).isEqualTo(counts ? Verdict.Kind.DONE : Verdict.Kind.NO_LONGER_POSSIBLE);
        boolean tooLate = pair.tapFirst() && accepts && fills;
        assertThat(isRefused(interrupted))
                .as("the interruption: " + interrupted)
                .isEqualTo(tooLate);

        settle();
        int going = 1 + (accepts && counts ? 1 : 0);
        switch (pair.interruption()) {
            case CANCEL -> {
                assertOver(job);
                assertThat(job(job).status()).isEqualTo(JobStatus.CANCELLED);
                assertThat(toldOf(first, job, "job_cancelled")).isOne();
            }
            case CHANGE_TIME -> {
                assertThat(job(job).agentsAssigned()).isEqualTo(going);
                assertThat(findTask(job, ANSWER, tapping).isPresent())
                        .as("asked anew unless they go")
                        .isEqualTo(!(accepts && counts));
            }
            case LOWER -> assertThat(job(job).agentsAssigned()).isEqualTo(going);
            case ASSIGN_ANOTHER, ANOTHER_ACCEPTS ->
                assertThat(job(job).agentsAssigned()).isEqualTo(2);
        }
        if (fills) {
            assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
            assertThat(findTask(job, ANSWER, null)).isEmpty();
        }
        assertThat(count("SELECT count(*) FROM assignment WHERE job_id = ? AND active", job))
                .isEqualTo(pair.interruption() == Interruption.CANCEL ? 0 : job(job).agentsAssigned());
    }

    /** The worker's offers are in the database, and the engine takes the search back before it hears of them. */
    @Test
    void offersThatTheEngineNeverHeardOfGetTheirTasks() {
        UUID agent = worker(1);
        UUID job = post(1, WEEK);
        offer(job, agent);
        settle();
        in(() -> transactions.run(() -> {
            // As it is when a search is broken off between the worker's transaction and the engine's: open offers
            // without tasks.
            outbox.message("job.changed", job);
            return job;
        }));

        settle();

        offer(job, agent);
        assertThat(asked(job)).containsExactly(agent);
        assertThat(count("SELECT count(*) FROM offer WHERE job_id = ?", job))
                .as("the same offer")
                .isOne();
        assertThat(toldOf(agent, job, "job_offered")).isOne();
        accept(job, agent);
        settle();
        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
    }

    @Test
    void aChangeThatBreaksTheSearchOffWhenTheLastSlotIsTakenLosesNoNotice() {
        List<UUID> agents = workers(3);
        UUID job = post(1, WEEK);
        OpenTask task = offer(job, agents.get(0));
        offer(job, agents.get(2));
        holdDelivery(job);
        change(job, now -> JobEndPathTests.lead(now, agents.get(1)));
        assertThat(answer(task, "accepted").kind()).isEqualTo(Verdict.Kind.DONE);

        releaseDelivery();
        settle();

        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
        assertThat(offerStatus(job, agents.get(1))).isEqualTo("filled");
        assertThat(findTask(job, ANSWER, null)).isEmpty();
        assertThat(toldOf(agents.get(1), job, "job_filled")).isOne();
        assertThat(toldOf(agents.get(2), job, "job_filled")).isOne();
    }

    @Test
    void aChangeThatTakesBackTheTaskOfASignedOffJobLeavesNobodyBound() {
        List<UUID> agents = workers(2);
        UUID job = post(order(1, now().plus(Duration.ofHours(20)), Urgency.STANDARD, agents.get(0)));
        accept(job, agents.get(0));
        settle();
        passTo(job(job).arrivalAt().plus(Duration.ofHours(4)).plusSeconds(1));
        OpenTask task = jobTask(job, SIGN_OFF, agents.get(0));
        holdDelivery(job);
        change(job, now -> JobEndPathTests.lead(now, agents.get(1)));
        assertThat(answer(task, "done").kind()).isEqualTo(Verdict.Kind.DONE);

        releaseDelivery();

        assertOver(job);
        assertThat(job(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWithdrawalAgainstACancellation(boolean withdrawalFirst) {
        UUID agent = worker(1);
        UUID job = post(1, WEEK);
        accept(job, agent);
        settle();
        Callable<?> withdrawal = () -> withdraw(job, agent);
        Callable<?> cancellation = () -> cancelJob(job);

        List<Object> results =
                withdrawalFirst ? race(job, withdrawal, cancellation) : race(job, cancellation, withdrawal);

        assertThat(isRefused(results.get(withdrawalFirst ? 0 : 1))).isEqualTo(!withdrawalFirst);
        assertOver(job);
        assertThat(count(
                        "SELECT count(*) FROM assignment WHERE job_id = ? AND status = ?",
                        job,
                        withdrawalFirst ? "withdrawn" : "cancelled"))
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSignOffAgainstACancellation(boolean signOffFirst) {
        UUID agent = worker(1);
        UUID job = post(order(1, now().plus(Duration.ofHours(20)), Urgency.STANDARD, agent));
        accept(job, agent);
        settle();
        passTo(job(job).arrivalAt());
        work(job, agent);
        OpenTask task = jobTask(job, SIGN_OFF, agent);
        Callable<?> signOff = () -> answer(task, "done");
        Callable<?> cancellation = () -> cancelJob(job);

        List<Object> results = signOffFirst ? race(job, signOff, cancellation) : race(job, cancellation, signOff);

        assertOver(job);
        assertThat(job(job).status()).isEqualTo(signOffFirst ? JobStatus.COMPLETED : JobStatus.CANCELLED);
        assertThat(isRefused(results.get(signOffFirst ? 1 : 0))).isEqualTo(signOffFirst);
    }

    @Test
    void anAcceptanceThatTheEngineHasNotHeardOfWhenTheArrivalTimeComes() {
        UUID agent = worker(1);
        UUID job = post(1, Duration.ofHours(5));
        OpenTask task = offer(job, agent);
        holdDelivery(job);
        holdDelivery(java.util.Objects.requireNonNull(task.subjectId()));
        assertThat(answer(task, "accepted").kind()).isEqualTo(Verdict.Kind.DONE);

        clock.advanceTo(job(job).arrivalAt().plusSeconds(1));
        settle();
        releaseDelivery();
        settle();

        assertThat(job(job).status())
                .as("the arrival time finds the acceptance")
                .isEqualTo(JobStatus.FILLED);
        assertThat(isRunning(job)).isTrue();
        assertThat(count("SELECT count(*) FROM outbox WHERE sent_at IS NULL AND target <> 'test.held'"))
                .isZero();
        work(job, agent);
        assertThat(answer(officeTask(job, SIGN_OFF_INSTEAD), "done").kind()).isEqualTo(Verdict.Kind.DONE);
        assertOver(job);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAcceptanceAgainstTheArrivalTime(boolean acceptanceFirst) {
        UUID agent = worker(1);
        UUID job = post(1, Duration.ofHours(5));
        OpenTask task = offer(job, agent);
        Instant arrival = job(job).arrivalAt();
        CompletableFuture<Object> tapped;
        try (HeldRow row = holdJob(job)) {
            if (acceptanceFirst) {
                tapped = start(() -> answer(task, "accepted"));
                awaitWaiting(1);
                clock.advanceTo(arrival.plusSeconds(1));
            } else {
                clock.advanceTo(arrival.plusSeconds(1));
                awaitWaiting(1);
                tapped = start(() -> answer(task, "accepted"));
            }
        }

        assertThat(((Verdict) tapped.join()).kind())
                .as("the clock has passed the arrival when the row is free")
                .isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
        assertOver(job);
        assertThat(job(job).status()).isEqualTo(JobStatus.EXPIRED);
        assertThat(toldOf(agent, job, "job_confirmed")).isZero();
    }

    private static boolean isRefused(Object result) {
        return result instanceof Problem
                || (result instanceof Verdict verdict && verdict.kind() == Verdict.Kind.NO_LONGER_POSSIBLE);
    }

    private List<Object> race(UUID job, Callable<?> first, Callable<?> second) {
        CompletableFuture<Object> one;
        CompletableFuture<Object> two;
        try (HeldRow row = holdJob(job)) {
            one = start(first);
            awaitWaiting(1);
            two = start(second);
            awaitWaiting(2);
        }
        return List.of(one.join(), two.join());
    }

    private HeldRow holdJob(UUID job) {
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
