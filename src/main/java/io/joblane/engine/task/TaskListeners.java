package io.joblane.engine.task;

import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.response.UserTaskProperties;
import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskStep;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.engine.WorkerFault;
import io.joblane.engine.model.ModelCatalog;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * The listeners of user tasks. Three generic ones keep the task table; a task with a domain step has a completing listener
 * that confirms what a tap has decided, or decides a completion that was made elsewhere. All are idempotent by the task's
 * key, so they need no record of the job.
 */
@Component
public class TaskListeners {
    /** What the job type of a step's listener ends with. */
    public static final String COMPLETING = ".completing";

    private final TaskTable table;
    private final ModelCatalog models;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final Map<String, Listener> listeners = new LinkedHashMap<>();

    TaskListeners(
            TaskTable table, ModelCatalog models, Clock clock, TransactionTemplate transactions, List<TaskStep> steps) {
        this.table = table;
        this.models = models;
        this.clock = clock;
        this.transactions = transactions;
        listeners.put("userTask.creating", this::creating);
        listeners.put("userTask.assigning", this::assigning);
        listeners.put("userTask.canceling", this::canceling);
        steps.forEach(step ->
                listeners.put(step.type() + COMPLETING, (job, about, variables) -> completing(step, job, variables)));
    }

    /** Job type to listener. */
    public Map<String, Listener> all() {
        return listeners;
    }

    /** What a listener does with its job. */
    public interface Listener {
        Answer handle(ActivatedJob job, About about, JsonNode variables);
    }

    /** The variables that say what a user task is about; each may be missing. */
    public record About(
            @Nullable UUID bookingId,
            @Nullable UUID jobId,
            @Nullable UUID subjectId) {}

    /** @param deniedReason null lets the transition happen */
    public record Answer(@Nullable String deniedReason) {
        static final Answer GO_ON = new Answer(null);
    }

    private Answer creating(ActivatedJob job, About about, JsonNode variables) {
        OpenTask task = read(job, about);
        // A task for one agent gets its row with its assigning: the engine cannot complete it before that either.
        if (task.assignee() == null) {
            table.add(task, job.getBpmnProcessId(), job.getProcessInstanceKey());
        }
        return Answer.GO_ON;
    }

    private Answer assigning(ActivatedJob job, About about, JsonNode variables) {
        table.assign(read(job, about), job.getBpmnProcessId(), job.getProcessInstanceKey());
        return Answer.GO_ON;
    }

    private Answer canceling(ActivatedJob job, About about, JsonNode variables) {
        table.cancel(read(job, about), job.getBpmnProcessId(), job.getProcessInstanceKey());
        return Answer.GO_ON;
    }

    private Answer completing(TaskStep step, ActivatedJob job, JsonNode variables) {
        long key = taskOf(job).getUserTaskKey();
        return transactions.execute(status -> {
            Optional<TaskTable.Row> row = table.lock(key);
            if (row.isEmpty()) {
                throw new WorkerFault(
                        "User task " + key + " is not in the task table: its creating listener has not run. Retry.");
            }
            if (!TaskTable.OPEN.equals(row.get().state())) {
                // A tap decided it and the outbox now completes it.
                return Answer.GO_ON;
            }
            Answer answer = decidedElsewhere(step, row.get().task(), taskOf(job).getAction(), variables);
            if (answer.deniedReason() != null) {
                status.setRollbackOnly();
            }
            return answer;
        });
    }

    private Answer decidedElsewhere(TaskStep step, OpenTask task, @Nullable String action, JsonNode variables) {
        Optional<String> outcome = outcome(step, action, variables);
        if (outcome.isEmpty()) {
            return new Answer("Say which of " + step.outcomes() + ": complete the task with that as its action.");
        }
        Actor person = new Actor(null, "task list", Set.of("task_list"));
        Verdict verdict;
        try {
            verdict = CurrentActor.call(person, () -> step.decide(task, outcome.get(), clock.instant(), variables));
        } catch (Problem refused) {
            if (refused.status() >= 500) {
                throw refused;
            }
            return new Answer(refused.getMessage());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        if (verdict.kind() == Verdict.Kind.NO_LONGER_POSSIBLE) {
            return new Answer(verdict.reason());
        }
        boolean bringsItsAnswer = verdict.variables().entrySet().stream()
                .allMatch(e -> String.valueOf(e.getValue())
                        .equals(variables.path(e.getKey()).asString("")));
        if (!bringsItsAnswer) {
            // A listener cannot add variables, so the completion itself must carry what the process goes on with.
            return new Answer("Complete the task with the variables "
                    + verdict.variables().keySet() + ", or through Joblane.");
        }
        table.close(task.key(), "completed", outcome.get());
        return Answer.GO_ON;
    }

    private static Optional<String> outcome(TaskStep step, @Nullable String action, JsonNode variables) {
        if (action != null && step.outcomes().contains(action)) {
            return Optional.of(action);
        }
        if (step.outcomes().size() == 1) {
            return Optional.of(step.outcomes().get(0));
        }
        return step.outcomes().stream()
                .filter(o -> variables.properties().stream()
                        .anyMatch(p -> p.getKey().endsWith("Outcome")
                                && o.equals(p.getValue().asString(""))))
                .findFirst();
    }

    private OpenTask read(ActivatedJob job, About about) {
        UserTaskProperties task = taskOf(job);
        var due = task.getDueDate();
        return new OpenTask(
                Ids.next(),
                task.getUserTaskKey(),
                job.getElementId(),
                models.label(job.getBpmnProcessId(), job.getElementId()),
                about.bookingId(),
                about.jobId(),
                about.subjectId(),
                blankToNull(task.getAssignee()),
                task.getCandidateGroups() == null ? List.of() : task.getCandidateGroups(),
                due == null ? null : due.toInstant(),
                clock.instant());
    }

    private static UserTaskProperties taskOf(ActivatedJob job) {
        UserTaskProperties task = job.getUserTask();
        if (task == null || task.getUserTaskKey() == null) {
            throw new WorkerFault(
                    "Job type " + job.getType() + " is for listeners of user tasks only: correct the model.");
        }
        return task;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
