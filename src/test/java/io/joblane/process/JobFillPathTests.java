package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.job.JobStatus;
import io.joblane.job.Urgency;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How a job gets its agents, or does not. */
class JobFillPathTests extends JobProcessTest {
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void theFirstWhoAcceptGoAndTheOthersAreToldThatItIsFilled() {
        List<UUID> agents = workers(4);
        UUID job = post(2, WEEK);
        agents.forEach(agent -> offer(job, agent));
        OpenTask late = offer(job, agents.get(3));

        accept(job, agents.get(2));
        assertThat(job(job).status()).isEqualTo(JobStatus.OPEN);
        accept(job, agents.get(0));
        assertThat(job(job).status()).as("in the tap's own transaction").isEqualTo(JobStatus.FILLED);
        Verdict refused = answer(late, "accepted");

        assertThat(refused.kind()).isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
        settle();
        assertThat(findTask(job, ANSWER, null))
                .as("the open tasks are taken back")
                .isEmpty();
        assertThat(offerStatus(job, agents.get(1))).isEqualTo("filled");
        assertThat(offerStatus(job, agents.get(3))).isEqualTo("filled");
        for (UUID agent : agents) {
            boolean goes = agent.equals(agents.get(0)) || agent.equals(agents.get(2));
            assertThat(toldOf(agent, job, "job_offered")).isOne();
            assertThat(toldOf(agent, job, "job_confirmed")).isEqualTo(goes ? 1 : 0);
            assertThat(toldOf(agent, job, "job_filled")).isEqualTo(goes ? 0 : 1);
            assertThat(count(
                            "SELECT count(*) FROM availability WHERE agent_id = ? AND date = ? AND NOT available AND source = 'job'",
                            agent,
                            java.sql.Date.valueOf(job(job).workDate())))
                    .isEqualTo(goes ? 1 : 0);
        }
        assertThat(wayOf(job)).containsExactly("open", "filled");
        assertThat(job(job).weatherAdvice())
                .as("no weather service is configured")
                .isEqualTo("unknown");
    }

    @Test
    void wavesGoWiderAndTheNextOneComesAtOnceWhenAllHaveDeclined() {
        List<UUID> near = List.of(worker(1), worker(2), worker(3), worker(4));
        UUID fifth = worker(5);
        UUID far = worker(40);
        UUID tooFar = worker(150);
        UUID job = post(1, WEEK);
        near.forEach(agent -> offer(job, agent));
        settle();
        assertThat(asked(job)).as("the four nearest").containsExactlyElementsOf(near);

        near.forEach(agent -> decline(job, agent));
        offer(job, fifth);
        offer(job, far);
        settle();
        assertThat(asked(job)).containsExactly(fifth, far);
        assertThat(job(job).wave()).isEqualTo(2);
        assertThat(count("SELECT count(*) FROM offer WHERE job_id = ? AND agent_id = ?", job, tooFar))
                .isZero();
        assertThat(count(
                        "SELECT count(*) FROM job_log WHERE job_id = ? AND type = 'wave' AND (data -> 'notAsked' ->> 'too_far')::int = 1",
                        job))
                .isEqualTo(2);

        accept(job, far);
        settle();
        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
        assertThat(offerStatus(job, fifth)).isEqualTo("filled");
        assertThat(toldOf(near.get(0), job, "job_filled"))
                .as("who declined is told as well")
                .isOne();
    }

    @Test
    void whoDoesNotAnswerKeepsTheOfferWhileTheNextWaveIsAsked() {
        List<UUID> near = List.of(worker(1), worker(2), worker(3), worker(4));
        UUID later = worker(30);
        UUID job = post(1, WEEK);
        offer(job, near.get(3));

        pass(Duration.ofMinutes(29));
        assertThat(findTask(job, ANSWER, later)).isEmpty();
        pass(Duration.ofMinutes(2));

        offer(job, later);
        settle();
        assertThat(asked(job)).hasSize(5);
        accept(job, near.get(1));
        settle();
        assertThat(toldOf(later, job, "job_filled")).isOne();
    }

    @Test
    void urgentAsksEverybodyAtOnceEvenThoseWhoHaveSaidNothing() {
        List<UUID> agents = workers(8);
        UUID silent = agent(150);
        UUID away = worker(2);
        LocalDate today = LocalDate.ofInstant(now(), timeZone());
        UUID job = in(() -> {
            world.jdbc.sql("""
                            INSERT INTO availability (id, agent_id, date, available, away, source, version)
                            SELECT gen_random_uuid(), ?, d::date, false, true, 'agent', 0
                            FROM generate_series(?::date - 2, ?::date + 2, interval '1 day') d
                            """).params(away, today, today).update();
            return post(order(1, now().plus(Duration.ofHours(6)), Urgency.URGENT, null));
        });
        offer(job, silent);
        settle();

        assertThat(asked(job)).hasSize(9).containsAll(agents).contains(silent).doesNotContain(away);
    }

    @Test
    void everybodyWhoIsLeftIsAskedAtTheDeadlineThenAnAdminDecides() {
        List<UUID> agents = workers(6);
        UUID job = post(1, Duration.ofHours(12).plusMinutes(20));
        settle();
        assertThat(asked(job)).hasSize(4);

        pass(Duration.ofMinutes(21));
        assertThat(asked(job)).as("after the deadline").hasSize(6);
        assertThat(findTask(job, DECIDE, null)).isEmpty();
        pass(Duration.ofHours(2).plusMinutes(1));
        OpenTask decide = officeTask(job, DECIDE);
        assertThat(decide.candidateGroups()).containsExactly("admin");

        accept(job, agents.get(5));
        settle();
        assertThat(findTask(job, DECIDE, null))
                .as("an answer that comes meanwhile counts")
                .isEmpty();
        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
    }

    @Test
    void postAgainAsksEverybodyAnew() {
        UUID agent = worker(1);
        UUID job = post(2, Duration.ofHours(10));
        decline(job, agent);
        OpenTask decide = officeTask(job, DECIDE);

        assertThat(answer(decide, "post_again", "{\"reason\": \"ask them once more\"}")
                        .kind())
                .isEqualTo(Verdict.Kind.DONE);

        accept(job, agent);
        settle();
        assertThat(job(job).agentsAssigned()).isOne();
        pass(Duration.ofHours(2).plusMinutes(1));
        officeTask(job, DECIDE);
    }

    @Test
    void aLowerNumberMayBeEnough() {
        UUID agent = worker(1);
        UUID job = post(3, Duration.ofHours(10));
        accept(job, agent);
        OpenTask decide = officeTask(job, DECIDE);

        assertThat(answer(decide, "lower_number", "{\"agentsRequired\": 2}").kind())
                .isEqualTo(Verdict.Kind.DONE);
        OpenTask again = officeTask(job, DECIDE);
        assertThat(again.id()).isNotEqualTo(decide.id());
        assertThat(answer(again, "lower_number", "{\"agentsRequired\": 1}").kind())
                .isEqualTo(Verdict.Kind.DONE);

        settle();
        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
        assertThat(toldOf(agent, job, "job_confirmed")).isOne();
    }

    @Test
    void anAdminMayCallItOff() {
        UUID agent = worker(1);
        UUID job = post(2, Duration.ofHours(10));
        accept(job, agent);

        assertThat(answer(officeTask(job, DECIDE), "cancel", "{\"reason\": \"too few\"}")
                        .kind())
                .isEqualTo(Verdict.Kind.DONE);

        assertOver(job);
        assertThat(job(job).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(toldOf(agent, job, "job_cancelled")).isOne();
    }

    @Test
    void itExpiresWhenNobodyGoesAtItsTime() {
        UUID agent = worker(1);
        UUID job = post(1, Duration.ofHours(5));
        offer(job, agent);

        pass(Duration.ofHours(5).plusSeconds(1));

        assertOver(job);
        assertThat(job(job).status()).isEqualTo(JobStatus.EXPIRED);
        assertThat(offerStatus(job, agent)).isEqualTo("expired");
        assertThat(toldOf(agent, job, "job_expired")).isOne();
    }

    @Test
    void itGoesOnWithThoseWhoGoWhenItIsNotFull() {
        List<UUID> agents = workers(2);
        UUID job = post(2, Duration.ofHours(5));
        accept(job, agents.get(0));
        offer(job, agents.get(1));

        pass(Duration.ofHours(5).plusSeconds(1));

        assertThat(job(job).status()).isEqualTo(JobStatus.OPEN);
        assertThat(isRunning(job)).isTrue();
        work(job, agents.get(0));
        OpenTask signOff = officeTask(job, SIGN_OFF_INSTEAD);
        assertThat(answer(signOff, "done").kind()).isEqualTo(Verdict.Kind.DONE);
        assertOver(job);
        assertThat(wayOf(job)).containsExactly("open", "in_progress", "completed");
    }

    @Test
    void withNobodyToAskItWaitsAndAsksWhoComes() {
        UUID job = post(1, WEEK);
        settle();
        assertThat(count("SELECT count(*) FROM job_log WHERE job_id = ? AND type = 'nobody_to_ask'", job))
                .isOne();

        UUID agent = worker(1);
        pass(Duration.ofMinutes(31));

        accept(job, agent);
        settle();
        assertThat(job(job).status()).isEqualTo(JobStatus.FILLED);
    }
}
