package io.joblane.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.api.command.ProblemException;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.search.enums.ListenerEventType;
import io.camunda.client.api.worker.JobWorker;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserTaskLifecycleTests {
    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final List<JobWorker> workers = new ArrayList<>();
    private final BlockingQueue<ActivatedJob> done = new LinkedBlockingQueue<>();
    private final BlockingQueue<ActivatedJob> assigned = new LinkedBlockingQueue<>();
    private EngineUnderTest engine;

    @BeforeEach
    void start() {
        engine = new EngineUnderTest(folder, clock);
        engine.deploy("everything.bpmn", "window.dmn");
        completing("test.prepare");
        completing("test.work");
        completing("test.creating");
        listening("test.assigning", assigned::add);
    }

    @AfterEach
    void stop() {
        workers.forEach(JobWorker::close);
        engine.close();
    }

    private void completing(String type) {
        listening(type, done::add);
    }

    private interface Listener {
        void handle(ActivatedJob job);
    }

    private void listening(String type, Listener listener) {
        workers.add(engine.client()
                .newWorker()
                .jobType(type)
                .handler((client, job) -> {
                    client.newCompleteCommand(job).send().join();
                    listener.handle(job);
                })
                .streamEnabled(true)
                .open());
    }

    private long placed(String orderId) throws InterruptedException {
        engine.client()
                .newPublishMessageCommand()
                .messageName("test.placed")
                .correlationKey(orderId)
                .messageId(orderId)
                .timeToLive(Duration.ofMinutes(5))
                .variables(Map.of("orderId", orderId, "agent", "ada", "urgent", false))
                .send()
                .join();
        return assignment().getUserTask().getUserTaskKey();
    }

    private ActivatedJob assignment() throws InterruptedException {
        var job = assigned.poll(10, TimeUnit.SECONDS);
        assertThat(job).as("assignment").isNotNull();
        return job;
    }

    private ActivatedJob next(String type) throws InterruptedException {
        for (var job = done.poll(10, TimeUnit.SECONDS); job != null; job = done.poll(10, TimeUnit.SECONDS)) {
            if (job.getType().equals(type)) {
                return job;
            }
        }
        throw new AssertionError("No job of type " + type);
    }

    @Test
    void completionRunsItsListenerAndLeadsOn() throws Exception {
        completing("test.completing");
        completing("test.paid");
        long key = placed("o1");

        engine.client()
                .newCompleteUserTaskCommand(key)
                .action("accept")
                .variables(Map.of("outcome", "accepted"))
                .send()
                .join();

        var listener = next("test.completing");
        assertThat(listener.getUserTask().getUserTaskKey()).isEqualTo(key);
        assertThat(listener.getUserTask().getAction()).isEqualTo("accept");
        assertThat(listener.getUserTask().getAssignee()).isEqualTo("ada");
        assertThat(listener.getUserTask().getCandidateGroups()).containsExactly("drivers");
        assertThat(listener.getUserTask().getDueDate()).isNull();
        assertThat(listener.getListenerEventType()).isEqualTo(ListenerEventType.COMPLETING);
        assertThat(listener.getVariablesAsMap()).containsEntry("outcome", "accepted");
        next("test.work");
        engine.client()
                .newPublishMessageCommand()
                .messageName("test.paid")
                .correlationKey("o1")
                .timeToLive(Duration.ofMinutes(1))
                .send()
                .join();
        assertThat(next("test.paid").getVariablesAsMap()).containsEntry("outcome", "accepted");
    }

    @Test
    void aDeniedCompletionIsAConflictWithTheReasonAndTheTaskStays() throws Exception {
        workers.add(engine.client()
                .newWorker()
                .jobType("test.completing")
                .handler((client, job) -> client.newCompleteCommand(job)
                        .withResult(result -> result.forUserTask()
                                .deny(!"accept".equals(job.getUserTask().getAction()), "It is too late"))
                        .send()
                        .join())
                .open());
        long key = placed("o2");
        var client = engine.client();

        assertThatThrownBy(() -> client.newCompleteUserTaskCommand(key)
                        .action("decline")
                        .send()
                        .join())
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code()).isEqualTo(409);
                    assertThat(problem.details().getTitle()).isEqualTo("INVALID_STATE");
                    assertThat(problem.details().getDetail()).contains("It is too late");
                });
        client.newCompleteUserTaskCommand(key).action("accept").send().join();
        next("test.work");
    }

    @Test
    void aListenerCorrectsTheTask() throws Exception {
        listening("test.canceling", done::add);
        workers.add(engine.client()
                .newWorker()
                .jobType("test.completing")
                .handler((client, job) -> {
                    done.add(job);
                    client.newCompleteCommand(job)
                            .withResult(result -> result.forUserTask().correctAssignee("bob"))
                            .send()
                            .join();
                })
                .open());
        long key = placed("o3");
        engine.client()
                .newUpdateUserTaskCommand(key)
                .priority(80)
                .dueDate("2030-01-01T10:00:00Z")
                .send()
                .join();
        engine.client().newCompleteUserTaskCommand(key).send().join();
        var listener = next("test.completing");
        assertThat(listener.getUserTask().getPriority()).isEqualTo(80);
        assertThat(listener.getUserTask().getDueDate()).isEqualTo("2030-01-01T10:00:00Z");
        assertThat(listener.getUserTask().getAction()).isEqualTo("complete");
    }

    @Test
    void assignmentTellsTheListenerAndClaimingAnAssignedTaskIsAConflict() throws Exception {
        long key = placed("o4");
        var client = engine.client();

        client.newAssignUserTaskCommand(key).assignee("bob").send().join();
        assertThat(assignment().getUserTask().getAssignee()).isEqualTo("bob");
        assertThatThrownBy(() -> client.newAssignUserTaskCommand(key)
                        .assignee("eve")
                        .allowOverride(false)
                        .send()
                        .join())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(409));
        client.newUnassignUserTaskCommand(key).send().join();
        assertThat(assignment().getUserTask().getAction()).isEqualTo("unassign");
        client.newAssignUserTaskCommand(key)
                .assignee("eve")
                .allowOverride(false)
                .send()
                .join();
        assertThat(assignment().getUserTask().getAssignee()).isEqualTo("eve");
    }

    @Test
    void whatIsNotThereIsNotFoundAndNonsenseIsABadRequest() throws Exception {
        var client = engine.client();
        assertThatThrownBy(() -> client.newCompleteUserTaskCommand(4711).send().join())
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code()).isEqualTo(404);
                    assertThat(problem.details().getTitle()).isEqualTo("NOT_FOUND");
                });
        long key = placed("o5");
        assertThatThrownBy(() -> client.newUpdateUserTaskCommand(key)
                        .dueDate("tomorrow")
                        .send()
                        .join())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(400));
    }

    @Test
    void aBodyThatIsNotDeclaredJsonIsRefused() throws Exception {
        long key = placed("o8");
        var request = HttpRequest.newBuilder(
                        engine.engine().restAddress().resolve("/v2/user-tasks/" + key + "/completion"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(415);
        }
    }

    @Test
    void theBoundaryTimerCancelsTheTaskWhenTheClockMoves() throws Exception {
        completing("test.canceling");
        completing("test.expire");
        placed("o6");
        clock.forward(Duration.ofMinutes(59));
        assertThat(done.stream().map(ActivatedJob::getType)).doesNotContain("test.canceling");
        clock.forward(Duration.ofMinutes(2));
        long moved = System.nanoTime();
        assertThat(next("test.canceling").getListenerEventType()).isEqualTo(ListenerEventType.CANCELING);
        next("test.expire");
        assertThat(Duration.ofNanos(System.nanoTime() - moved)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void anEventSubProcessInterruptsEverything() throws Exception {
        completing("test.canceling");
        completing("test.cancel");
        placed("o7");
        engine.client()
                .newPublishMessageCommand()
                .messageName("test.cancel")
                .correlationKey("o7")
                .send()
                .join();
        next("test.canceling");
        next("test.cancel");
    }
}
