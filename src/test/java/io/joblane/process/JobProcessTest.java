package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.context.Actor;
import io.joblane.database.Transactions;
import io.joblane.engine.OpenTask;
import io.joblane.engine.Outbox;
import io.joblane.engine.TaskAudience;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.engine.Tasks;
import io.joblane.job.JobAssignment;
import io.joblane.job.JobAssignments;
import io.joblane.job.JobOrder;
import io.joblane.job.JobPosts;
import io.joblane.job.JobStatus;
import io.joblane.job.JobView;
import io.joblane.job.Jobs;
import io.joblane.job.Site;
import io.joblane.job.Urgency;
import io.joblane.job.domain.JobChanges;
import io.joblane.job.domain.JobLog;
import io.joblane.job.domain.JobService;
import io.joblane.job.domain.Staffing;
import io.joblane.shared.LowerCase;
import io.joblane.testing.World;
import io.joblane.workforce.Agents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** One path of the job's process at a time. Jobs are at Times Square; agents say that every day suits them. */
public abstract class JobProcessTest extends ProcessTest {
    protected static final String ANSWER = "Task_AnswerOffer";
    protected static final String DECIDE = "Task_DecideJob";
    protected static final String HOLD = "Task_ReleaseHold";
    protected static final String SIGN_OFF = "Task_SignOffJob";
    protected static final String SIGN_OFF_INSTEAD = "Task_SignOffInstead";
    protected static final String CHECK_IN = "Task_CheckIn";
    private static final Set<String> GROUPS = Set.of("dispatcher", "admin");

    @Autowired
    protected JobPosts posts;

    @Autowired
    protected Jobs jobs;

    @Autowired
    protected JobService jobService;

    @Autowired
    protected JobChanges changes;

    @Autowired
    protected Staffing staffing;

    @Autowired
    protected JobAssignments assignments;

    @Autowired
    protected JobLog jobLog;

    @Autowired
    protected Tasks tasks;

    @Autowired
    protected Outbox outbox;

    @Autowired
    private Agents agents;

    @Autowired
    private Transactions tx;

    @Autowired
    private JsonMapper json;

    @Override
    protected void endJobs() {
        ids("SELECT id FROM job WHERE status IN ('open', 'filled', 'in_progress')")
                .forEach(this::cancelJob);
        List<UUID> all = ids("SELECT id FROM job");
        List<UUID> visits = ids("SELECT id FROM assignment WHERE job_id IS NOT NULL");
        await("every job's process ends", () -> all.stream().noneMatch(this::isRunning));
        await("every visit ends", () -> visits.stream().noneMatch(id -> runs("jobVisitProcess", id)));
    }

    protected List<UUID> ids(String sql, Object... params) {
        return in(() -> {
            var statement = world.jdbc.sql(sql);
            for (Object param : params) {
                statement = statement.param(param);
            }
            return statement.query(UUID.class).list();
        });
    }

    protected boolean isRunning(UUID job) {
        return runs("jobProcess", job);
    }

    /** An agent who lives that far from the site and can work every day. */
    protected UUID worker(double km) {
        return in(() -> {
            UUID agent = world.agent(km);
            worksEveryDay(agent);
            return agent;
        });
    }

    protected List<UUID> workers(int number) {
        return IntStream.range(0, number).mapToObj(i -> worker(1 + i * 0.1)).toList();
    }

    private void worksEveryDay(UUID agent) {
        world.jdbc.sql("""
                        INSERT INTO availability_pattern (id, agent_id, weekday, available, created_at, created_by, updated_at, updated_by, version)
                        SELECT gen_random_uuid(), :agent, d, true, now(), 'system', now(), 'system', 0 FROM generate_series(1, 7) d
                        """).param("agent", agent).update();
    }

    protected JobOrder order(int agentsRequired, Duration ahead) {
        return order(agentsRequired, now().plus(ahead), Urgency.STANDARD, null);
    }

    protected JobOrder order(int agentsRequired, Instant arrivalAt, Urgency urgency, @Nullable UUID lead) {
        return new JobOrder(
                "Roof inspection",
                "inspection",
                new Site("1 Times Square", "10036", World.TIMES_SQUARE.lat(), World.TIMES_SQUARE.lng()),
                arrivalAt,
                120,
                agentsRequired,
                lead,
                List.of(),
                "Ring twice",
                urgency,
                null);
    }

    protected UUID post(JobOrder order) {
        return in(() -> World.as(
                World.admin(), () -> posts.post(posts.draft(order, null, null)).id()));
    }

    protected UUID post(int agentsRequired, Duration ahead) {
        return post(order(agentsRequired, ahead));
    }

    protected JobView job(UUID id) {
        return in(() -> jobs.find(id)).orElseThrow();
    }

    protected JobView cancelJob(UUID id) {
        return in(() -> World.as(World.admin(), () -> jobService.cancel(id, "no longer needed")));
    }

    protected JobView change(UUID id, UnaryOperator<JobOrder> change) {
        return in(() -> World.as(World.admin(), () -> changes.change(id, change, null)));
    }

    protected JobAssignment assignByOffice(UUID job, UUID agent) {
        return in(
                () -> World.as(World.dispatcher(), () -> staffing.assign(job, agent, "known to the customer", false)));
    }

    protected JobAssignment removeByOffice(UUID job, UUID agent) {
        UUID assignment = current(job, agent).orElseThrow().id();
        return in(() -> World.as(World.dispatcher(), () -> staffing.remove(job, assignment, "needed elsewhere")));
    }

    protected JobAssignment withdraw(UUID job, UUID agent) {
        return in(() -> World.as(person(agent), () -> staffing.withdraw(job, agent, "car broke down")));
    }

    protected Optional<JobAssignment> current(UUID job, UUID agent) {
        return in(() -> assignments.current(job, agent));
    }

    protected Actor person(UUID agent) {
        return new Actor(in(() -> agents.find(agent)).orElseThrow().userId(), "Tester (agent)", Set.of("agent"));
    }

    protected void awaitJob(UUID job, JobStatus status) {
        await(job + " becomes " + status + ", is " + job(job).status(), () -> job(job).status() == status);
    }

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
                            SELECT FROM assignment a WHERE a.agent_id = d.agent_id AND a.job_id = ANY (d.jobs) AND a.status = 'completed')
                        """, job))
                .as("days taken of agents who have not worked")
                .isZero();
    }

    private record Found(UUID id, @Nullable String assignee) {}

    /** The open task of that element for the job, the agent's where one is named. */
    protected Optional<OpenTask> findTask(UUID job, String element, @Nullable UUID agent) {
        // Two steps: a look within a look would need two connections at once, which many phones at a time have not.
        List<Found> found = in(() -> world.jdbc
                .sql(
                        "SELECT id, assignee FROM user_task WHERE job_id = :job AND element_id = :element AND state = 'open'"
                                + " AND (:agent::text IS NULL OR assignee = :agent::text)")
                .param("job", job)
                .param("element", element)
                .param("agent", agent == null ? null : agent.toString())
                .query((row, n) -> new Found(row.getObject("id", UUID.class), row.getString("assignee")))
                .list());
        return in(() -> found.stream()
                .flatMap(each -> tasks.find(new TaskAudience(each.assignee(), GROUPS), each.id()).stream())
                .findFirst());
    }

    protected OpenTask jobTask(UUID job, String element, @Nullable UUID agent) {
        await(
                element + " of " + job + " for " + agent + " (is " + job(job).status() + ")",
                () -> findTask(job, element, agent).isPresent());
        return findTask(job, element, agent).orElseThrow();
    }

    protected OpenTask officeTask(UUID job, String element) {
        return jobTask(job, element, null);
    }

    protected OpenTask offer(UUID job, UUID agent) {
        return jobTask(job, ANSWER, agent);
    }

    protected Verdict answer(OpenTask task, String outcome, String data) {
        String assignee = task.assignee();
        Actor actor = assignee == null ? World.admin() : person(UUID.fromString(assignee));
        return in(() -> World.as(
                actor,
                () -> tx.run(() -> tasks.tap(
                        new TaskAudience(assignee, GROUPS),
                        new Tasks.Tap(UUID.randomUUID(), task.id(), clock.instant(), outcome, json.readTree(data))))));
    }

    protected Verdict answer(OpenTask task, String outcome) {
        return answer(task, outcome, "{}");
    }

    protected void accept(UUID job, UUID agent) {
        assertThat(answer(offer(job, agent), "accepted").kind()).isEqualTo(Verdict.Kind.DONE);
    }

    protected void decline(UUID job, UUID agent) {
        assertThat(answer(offer(job, agent), "declined").kind()).isEqualTo(Verdict.Kind.DONE);
    }

    /** The agent works and is done, as the visit's steps do it. */
    protected void work(UUID job, UUID agent) {
        in(() -> tx.run(() -> {
            jobs.lock(job);
            JobAssignment assignment = assignments.current(job, agent).orElseThrow();
            jobs.workStarted(job, clock.instant());
            world.jdbc
                    .sql("UPDATE assignment SET status = 'completed', active = false, checked_out_at = ? WHERE id = ?")
                    .param(java.sql.Timestamp.from(clock.instant()))
                    .param(assignment.id())
                    .update();
            outbox.message("job.assignmentEnded", assignment.id());
            jobs.workEnded(job);
            return job;
        }));
    }

    protected List<UUID> asked(UUID job) {
        return ids("SELECT agent_id FROM offer WHERE job_id = ? AND status = 'open' ORDER BY distance_km", job);
    }

    protected String offerStatus(UUID job, UUID agent) {
        return in(() -> world.jdbc
                .sql(
                        "SELECT status FROM offer WHERE job_id = ? AND agent_id = ? ORDER BY offered_at DESC, id DESC LIMIT 1")
                .param(job)
                .param(agent)
                .query(String.class)
                .single());
    }

    /** How often the agent was told that of the job. */
    protected int toldOf(UUID agent, UUID job, String event) {
        return count(
                "SELECT count(*) FROM notification WHERE recipient_id = ? AND job_id = ? AND event = ? AND channel = 'in_app'",
                agent,
                job,
                event);
    }

    /** The new statuses in the job's log, in order. */
    protected List<@Nullable String> wayOf(UUID job) {
        return in(() -> jobLog.of(job)).stream()
                .filter(entry -> entry.type().equals("status_change"))
                .map(JobLog.Entry::newStatus)
                .toList();
    }

    protected static String lower(Enum<?> value) {
        return LowerCase.of(value);
    }
}
