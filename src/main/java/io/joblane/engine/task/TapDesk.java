package io.joblane.engine.task;

import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentOrigin;
import io.joblane.engine.OpenTask;
import io.joblane.engine.Outbox;
import io.joblane.engine.TaskAudience;
import io.joblane.engine.TaskStep;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.engine.Tasks;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where taps are decided: in the request's own transaction, with the task's row locked first and the aggregate's after it.
 * The engine is told through the outbox; the answer holds whether it is there or not.
 */
@Service
class TapDesk implements Tasks {
    private final TaskTable table;
    private final TaskBell bell;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final Map<String, TaskStep> steps = new HashMap<>();

    TapDesk(
            TaskTable table,
            TaskBell bell,
            Outbox outbox,
            JdbcClient jdbc,
            JsonMapper json,
            Clock clock,
            TransactionTemplate transactions,
            List<TaskStep> steps) {
        this.table = table;
        this.bell = bell;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.transactions = transactions;
        steps.forEach(step -> this.steps.put(step.elementId(), step));
    }

    @Override
    public Page<OpenTask> open(TaskAudience audience, int limit, @Nullable UUID after) {
        List<OpenTask> found = table.open(audience, limit + 1, after);
        boolean more = found.size() > limit;
        List<OpenTask> items = more ? found.subList(0, limit) : found;
        return new Page<>(items, more ? items.get(limit - 1).id().toString() : null);
    }

    @Override
    public Watch watch(TaskAudience audience) {
        CompletableFuture<Void> change =
                audience.assignee() == null ? new CompletableFuture<>() : bell.next(audience.assignee());
        return atMost -> {
            Duration wait = atMost.compareTo(bell.lookAgain()) < 0 ? atMost : bell.lookAgain();
            try {
                change.get(wait.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // Nothing was heard, which says nothing about other replicas: the caller looks again.
            }
        };
    }

    @Override
    public Optional<OpenTask> find(TaskAudience audience, UUID id) {
        return table.findOpen(id).filter(audience::mayAct);
    }

    @Override
    public Optional<UUID> latest(TaskAudience audience, String type, UUID about) {
        return steps.values().stream()
                .filter(step -> step.type().equals(type))
                .findFirst()
                .flatMap(step -> table.latest(audience, step.elementId(), about));
    }

    @Override
    public List<String> outcomes(OpenTask task) {
        TaskStep step = steps.get(task.elementId());
        return step == null ? List.of() : step.outcomes();
    }

    @Override
    public String type(OpenTask task) {
        TaskStep step = steps.get(task.elementId());
        return step == null ? task.elementId() : step.type();
    }

    @Override
    public Verdict tap(TaskAudience audience, Tap tap) {
        return transactions.execute(status -> {
            TaskTable.Row row = table.lock(tap.taskId())
                    .filter(found -> audience.mayAct(found.task()))
                    .orElseThrow(() -> Problem.notFound("task_not_found", "There is no such task of yours."));
            Optional<Verdict> before = answered(tap);
            if (before.isPresent()) {
                return before.get();
            }
            TaskStep step = Optional.ofNullable(steps.get(row.task().elementId()))
                    .orElseThrow(
                            () -> Problem.conflict("task_not_here", "This task cannot be completed through the API."));
            if (!step.outcomes().contains(tap.outcome())) {
                throw Problem.unprocessable("unknown_outcome", "Answer with one of " + step.outcomes() + ".");
            }
            return inInstance(row.instanceKey(), () -> {
                Verdict verdict = decide(row, step, tap);
                remember(tap, verdict);
                return verdict;
            });
        });
    }

    @Override
    public void settle(UUID subjectId, String outcome) {
        for (OpenTask task : table.lockOpen(subjectId)) {
            table.close(task.key(), "completed", outcome);
            outbox.completeTask(task, task.aggregate(), Map.of());
        }
    }

    /** What a tap changes is a step of the task's process instance. */
    private static Verdict inInstance(long key, Supplier<Verdict> work) {
        try {
            return CurrentOrigin.call(CurrentOrigin.get().within(key), work::get);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Verdict decide(TaskTable.Row row, TaskStep step, Tap tap) {
        if (!TaskTable.OPEN.equals(row.state())) {
            return step.decideClosed(row.task(), tap.outcome(), row.outcome(), tap.occurredAt(), tap.data());
        }
        Verdict verdict = step.decide(row.task(), tap.outcome(), tap.occurredAt(), tap.data());
        if (verdict.kind() == Verdict.Kind.DONE) {
            table.close(row.task().key(), "completed", tap.outcome());
            outbox.completeTask(row.task(), row.task().aggregate(), verdict.variables());
        }
        return verdict;
    }

    private Optional<Verdict> answered(Tap tap) {
        record Earlier(UUID taskId, UUID actorId, boolean same, String answer) {}
        Optional<Earlier> earlier = jdbc.sql(
                        "SELECT task_id, actor_id, request = ?::jsonb AS same, answer::text FROM tap WHERE action_id = ?")
                .param(request(tap))
                .param(tap.actionId())
                .query((row, n) -> new Earlier(
                        row.getObject("task_id", UUID.class),
                        row.getObject("actor_id", UUID.class),
                        row.getBoolean("same"),
                        row.getString("answer")))
                .optional();
        return earlier.map(e -> {
            if (!e.same() || !e.taskId().equals(tap.taskId()) || !e.actorId().equals(actorId())) {
                throw Problem.unprocessable(
                        "action_id_reused", "This actionId was used for something else: make a new one for each tap.");
            }
            return json.readValue(e.answer(), Verdict.class);
        });
    }

    private void remember(Tap tap, Verdict verdict) {
        int added = jdbc.sql("""
                        INSERT INTO tap (action_id, task_id, actor_id, occurred_at, received_at, request, answer)
                        VALUES (?, ?, ?, ?, ?, ?::jsonb, ?::jsonb) ON CONFLICT (action_id) DO NOTHING
                        """)
                .param(tap.actionId())
                .param(tap.taskId())
                .param(actorId())
                .param(Timestamp.from(tap.occurredAt()))
                .param(Timestamp.from(clock.instant()))
                .param(request(tap))
                .param(json.writeValueAsString(verdict))
                .update();
        if (added == 0) {
            throw Problem.unprocessable(
                    "action_id_reused", "This actionId was used for something else: make a new one for each tap.");
        }
    }

    private String request(Tap tap) {
        return json.writeValueAsString(Map.of("outcome", tap.outcome(), "data", tap.data()));
    }

    private static UUID actorId() {
        UUID id = CurrentActor.get().userId();
        if (id == null) {
            throw new IllegalStateException("Taps are made by people");
        }
        return id;
    }
}
