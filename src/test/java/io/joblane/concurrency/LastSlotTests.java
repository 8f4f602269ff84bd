package io.joblane.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.context.Actor;
import io.joblane.database.Transactions;
import io.joblane.engine.TaskAudience;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.engine.Tasks;
import io.joblane.job.JobOrder;
import io.joblane.job.JobPosts;
import io.joblane.job.JobStatus;
import io.joblane.job.Jobs;
import io.joblane.job.Site;
import io.joblane.job.Urgency;
import io.joblane.job.domain.JobService;
import io.joblane.testing.ApiTest;
import io.joblane.testing.World;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** 200 agents, each with the open task of an offer for the last slot, tap at once; 50 times. */
class LastSlotTests extends ApiTest {
    private static final Logger log = LoggerFactory.getLogger(LastSlotTests.class);
    private static final int AGENTS = 200;
    private static final int TIMES = 50;
    private static final Set<String> NONE = Set.of();

    @Autowired
    JobPosts posts;

    @Autowired
    Jobs jobs;

    @Autowired
    JobService service;

    @Autowired
    Tasks tasks;

    @Autowired
    Transactions transactions;

    @Autowired
    JsonMapper json;

    private record Seat(UUID agent, UUID user, UUID task) {}

    @Test
    void ofTwoHundredWhoTapForTheLastSlotOneGetsIt() {
        List<Actor> people = new ArrayList<>();
        in(() -> {
            world.everybodyLeaves();
            world.jdbc.sql("""
                            INSERT INTO agent (id, user_id, name, email, phone, status, created_at, created_by, updated_at, updated_by, version)
                            SELECT gen_random_uuid(), gen_random_uuid(), 'Agent ' || n, 'slot' || n || '@test.example', '+1 555 0100', 'active',
                                now(), 'system', now(), 'system', 0
                            FROM generate_series(1, :agents) n
                            """).param("agents", AGENTS).update();
            return people;
        });
        long started = System.nanoTime();
        for (int round = 0; round < TIMES; round++) {
            raceOnce(round);
        }
        log.info(
                "{} times {} taps for one slot took {} ms",
                TIMES,
                AGENTS,
                Duration.ofNanos(System.nanoTime() - started).toMillis());
        in(() -> {
            world.jdbc
                    .sql("UPDATE user_task SET state = 'canceled', closed_at = now() WHERE state = 'open'")
                    .update();
            return people;
        });
    }

    /** The rows are made here and not by the process, of which only the taps are tried; a job of another day each time. */
    private void raceOnce(int round) {
        UUID job = in(() -> World.as(World.admin(), () -> post(round)));
        List<Seat> seats = in(() -> transactions.run(() -> seats(job)));
        List<Callable<Verdict>> taps = new ArrayList<>();
        for (Seat seat : seats) {
            taps.add(() -> World.as(
                    new Actor(seat.user(), "Tester (agent)", Set.of("agent")),
                    () -> transactions.run(() -> tasks.tap(
                            new TaskAudience(seat.agent().toString(), NONE),
                            new Tasks.Tap(
                                    UUID.randomUUID(),
                                    seat.task(),
                                    clock.instant(),
                                    "accepted",
                                    json.createObjectNode())))));
        }

        List<Verdict> verdicts = atOnce(
                taps.stream().map(tap -> (Callable<Verdict>) () -> in(tap)).toList());

        assertThat(verdicts.stream().filter(v -> v.kind() == Verdict.Kind.DONE)).hasSize(1);
        assertThat(verdicts.stream().filter(v -> v.kind() != Verdict.Kind.DONE))
                .hasSize(AGENTS - 1)
                .allSatisfy(v -> {
                    assertThat(v.kind()).isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
                    assertThat(v.reason()).isEqualTo("This job is already filled.");
                });
        assertThat(in(() -> jobs.find(job)).orElseThrow()).satisfies(filled -> {
            assertThat(filled.status()).isEqualTo(JobStatus.FILLED);
            assertThat(filled.agentsAssigned()).isEqualTo(1);
        });
        assertThat(number("SELECT count(*) FROM assignment WHERE job_id = ? AND active", job))
                .isOne();
        assertThat(number("SELECT count(*) FROM offer WHERE job_id = ? AND status = 'accepted'", job))
                .isOne();
        assertThat(number("SELECT count(*) FROM outbox WHERE aggregate = ? AND target = 'job.filled'", job.toString()))
                .isOne();
        in(() -> World.as(World.admin(), () -> service.cancel(job, "the race is over")));
    }

    private UUID post(int round) {
        UUID job = posts.post(posts.draft(
                        new JobOrder(
                                "Race",
                                "inspection",
                                new Site("1 Times Square", "10036", 40.758, -73.9855),
                                now().plus(Duration.ofDays(30 + round)),
                                60,
                                1,
                                null,
                                List.of(),
                                "",
                                Urgency.STANDARD,
                                null),
                        null,
                        null))
                .id();
        return job;
    }

    private List<Seat> seats(UUID job) {
        world.jdbc
                .sql("""
                        WITH made AS (
                            INSERT INTO offer (id, job_id, agent_id, wave, status, offered_at, created_at, created_by, updated_at, updated_by, version)
                            SELECT gen_random_uuid(), :job, id, 1, 'open', :now, :now, 'system', :now, 'system', 0
                            FROM agent WHERE deleted_at IS NULL RETURNING id, agent_id)
                        INSERT INTO user_task (engine_id, key, id, element_id, process_id, instance_key, name, job_id, subject_id, assignee, state)
                        SELECT 'race', nextval('job_reference') + 1000000, gen_random_uuid(), 'Task_AnswerOffer', 'jobProcess', 1, 'Take it', :job, m.id,
                            m.agent_id::text, 'open'
                        FROM made m
                        """)
                .param("job", job)
                .param("now", Timestamp.from(now()))
                .update();
        return world.jdbc
                .sql(
                        "SELECT a.id AS agent, a.user_id AS login, t.id AS task FROM user_task t JOIN agent a ON a.id::text = t.assignee WHERE t.job_id = ? AND t.engine_id = 'race'")
                .param(job)
                .query((row, n) -> new Seat(
                        row.getObject("agent", UUID.class),
                        row.getObject("login", UUID.class),
                        row.getObject("task", UUID.class)))
                .list();
    }

    private int number(String sql, Object param) {
        return in(() -> world.jdbc.sql(sql).param(param).query(Integer.class).single());
    }
}
