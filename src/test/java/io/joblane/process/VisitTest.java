package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.engine.OpenTask;
import io.joblane.engine.Outbox;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.testing.Sites;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;

/** What tests of the process of a visit have in common. Whatever a test does, its visits end after it. */
abstract class VisitTest extends ProcessTest {
    static final String CHECK_IN = "Task_CheckIn";
    static final String CHECK_OUT = "Task_CheckOut";
    static final String CONFIRM = "Task_ConfirmTime";
    static final String ABSENT = "Task_AgentNotCheckedIn";
    static final String AT_SITE = "{\"lat\": 40.70, \"lng\": -74.01, \"accuracy\": 8}";

    @Autowired
    Outbox outbox;

    /** One agent's part in a job. */
    record Visit(UUID job, UUID id, UUID agent) {}

    @AfterEach
    void nobodyGoes() {
        releaseDelivery();
        List<Visit> open = in(() -> world.jdbc
                .sql("SELECT job_id, id, agent_id FROM assignment WHERE job_id IS NOT NULL AND active")
                .query((row, n) -> new Visit(
                        row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class)))
                .list());
        open.forEach(visit -> end(visit, "cancelled"));
        settle();
        List<UUID> all = in(() -> world.jdbc
                .sql("SELECT id FROM assignment WHERE job_id IS NOT NULL")
                .query(UUID.class)
                .list());
        await("every visit ends", () -> all.stream().noneMatch(this::isVisited));
    }

    Sites sites() {
        return new Sites(world.jdbc, outbox);
    }

    /** An agent goes to a job that begins so long from now. */
    Visit visit(Duration ahead) {
        return visit("gardening", "standard", ahead);
    }

    Visit visit(String type, String urgency, Duration ahead) {
        UUID agent = agent(1);
        return in(() -> transactions.run(() -> {
            UUID job = sites().job(type, urgency, now().plus(ahead), null);
            UUID assignment = sites().assignment(job, agent, "accepted", now());
            sites().announce(company(), job, assignment, agent, urgency);
            return new Visit(job, assignment, agent);
        }));
    }

    /** An agent who can check in now. */
    Visit visitNow() {
        Visit visit = visit(Duration.ofHours(1));
        task(visit, CHECK_IN);
        return visit;
    }

    Visit onSite() {
        Visit visit = visitNow();
        done(tap(visit, CHECK_IN, "done", AT_SITE));
        task(visit, CHECK_OUT);
        return visit;
    }

    OpenTask task(Visit visit, String element) {
        await(element + " for " + visit + " (is " + status(visit) + ")", () -> hasTask(visit, element));
        return in(() -> world.taskAbout(visit.id(), element)).orElseThrow();
    }

    boolean hasTask(Visit visit, String element) {
        return in(() -> world.taskAbout(visit.id(), element)).isPresent();
    }

    Verdict tap(Visit visit, String element, String outcome, String data) {
        return tap(task(visit, element), outcome, data);
    }

    Verdict tap(OpenTask task, String outcome, String data) {
        return in(() -> world.tap(task, outcome, data));
    }

    static void done(Verdict verdict) {
        assertThat(verdict.kind()).as(verdict.reason()).isEqualTo(Verdict.Kind.DONE);
    }

    static void tooLate(Verdict verdict, String reason) {
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.NO_LONGER_POSSIBLE);
        assertThat(verdict.reason()).contains(reason);
    }

    void move(Visit visit, Duration ahead) {
        Instant to = now().plus(ahead);
        in(() -> transactions.run(() -> {
            sites().move(visit.job(), visit.id(), to);
            return to;
        }));
    }

    boolean end(Visit visit, String status) {
        return in(() -> transactions.run(() -> sites().end(visit.job(), visit.id(), status)));
    }

    String status(Visit visit) {
        return in(() -> world.jdbc
                .sql("SELECT status FROM assignment WHERE id = ?")
                .param(visit.id())
                .query(String.class)
                .single());
    }

    boolean isVisited(UUID assignment) {
        return runs("jobVisitProcess", assignment);
    }

    void assertOver(Visit visit) {
        await("the visit " + visit + " ends", () -> !isVisited(visit.id()));
        settle();
        assertThat(count("SELECT count(*) FROM user_task WHERE subject_id = ? AND state = 'open'", visit.id()))
                .isZero();
    }

    int told(Visit visit, String event) {
        return count(
                "SELECT count(*) FROM notification WHERE assignment_id = ? AND event = ? AND channel = 'in_app'",
                visit.id(),
                event);
    }

    int earned(Visit visit) {
        return count("SELECT count(*) FROM earning WHERE assignment_id = ?", visit.id());
    }

    int logged(Visit visit, String type) {
        return count("SELECT count(*) FROM job_log WHERE assignment_id = ? AND type = ?", visit.id(), type);
    }

    Instant arrival(Visit visit) {
        return in(() -> world.jdbc
                .sql("SELECT arrival_at FROM job WHERE id = ?")
                .param(visit.job())
                .query(Timestamp.class)
                .single()
                .toInstant());
    }
}
