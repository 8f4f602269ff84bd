package io.joblane.mobile;

import io.joblane.database.Transactions;
import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskAudience;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.engine.Tasks;
import io.joblane.http.Cursor;
import io.joblane.http.PageQuery;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tasks and taps as both the agents' and the office's routes show them. */
@Component
public class TaskViews {
    private final Tasks tasks;
    private final JsonMapper json;
    private final Transactions transactions;

    TaskViews(Tasks tasks, JsonMapper json, Transactions transactions) {
        this.tasks = tasks;
        this.json = json;
        this.transactions = transactions;
    }

    /** @param outcomes what {@code complete} may answer */
    public record TaskView(
            UUID id,
            String name,
            String type,
            @Nullable UUID bookingId,
            @Nullable UUID jobId,
            @Nullable UUID subjectId,
            @Nullable Instant dueAt,
            Instant createdAt,
            List<String> outcomes) {}

    /**
     * @param actionId made by the client, new for each tap and the same in its repetitions
     * @param occurredAt when the person tapped
     */
    record Tap(
            @NotNull UUID actionId,
            @NotNull Instant occurredAt,
            @NotBlank @Size(max = 50) String outcome,
            @Nullable JsonNode data) {}

    /** @param result {@code done} or {@code already_done} */
    record TapAnswer(String result) {}

    Page<TaskView> open(TaskAudience audience, PageQuery page) {
        Cursor after = page.after();
        Page<OpenTask> found = tasks.open(audience, page.limit(), after == null ? null : after.uuid(0));
        String next = found.next();
        return new Page<>(found.items().stream().map(this::view).toList(), next == null ? null : Cursor.of(next));
    }

    /** The tag of a list: the same for the same tasks. */
    static String tag(Page<TaskView> tasks) {
        return '"'
                + UUID.nameUUIDFromBytes(tasks.toString().getBytes(StandardCharsets.UTF_8))
                        .toString()
                + '"';
    }

    /**
     * {@link #open}, but answered as soon as the tasks are others than those of the tag, and at the latest after
     * {@code patience}.
     */
    Page<TaskView> openOtherThan(
            @Nullable String known, Supplier<TaskAudience> audience, PageQuery page, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            // Whose tasks they are is looked up with them: the person may have gone off duty while they waited.
            Look look = transactions.run(() -> {
                TaskAudience whose = audience.get();
                Tasks.Watch watch = tasks.watch(whose);
                return new Look(watch, open(whose, page));
            });
            Tasks.Watch watch = look.watch();
            Page<TaskView> now = look.tasks();
            Duration left = Duration.ofNanos(until - System.nanoTime());
            if (!left.isPositive() || !tag(now).equals(known)) {
                return now;
            }
            try {
                watch.await(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return now;
            }
        }
    }

    private record Look(Tasks.Watch watch, Page<TaskView> tasks) {}

    TaskView get(TaskAudience audience, UUID id) {
        return tasks.find(audience, id)
                .map(this::view)
                .orElseThrow(() -> Problem.notFound("task_not_found", "There is no such open task of yours."));
    }

    /** @throws Problem 409 {@code no_longer_possible} with the reason */
    TapAnswer tap(Supplier<TaskAudience> audience, UUID taskId, Tap tap) {
        JsonNode data = tap.data() == null ? json.createObjectNode() : tap.data();
        // Who taps is looked up in the transaction that decides.
        Verdict verdict = transactions.run(() -> tasks.tap(
                audience.get(), new Tasks.Tap(tap.actionId(), taskId, tap.occurredAt(), tap.outcome(), data)));
        if (verdict.kind() == Verdict.Kind.NO_LONGER_POSSIBLE) {
            throw Problem.conflict("no_longer_possible", String.valueOf(verdict.reason()));
        }
        return new TapAnswer(LowerCase.of(verdict.kind()));
    }

    /** A task as its list shows it. */
    public TaskView view(OpenTask task) {
        return new TaskView(
                task.id(),
                task.name(),
                tasks.type(task),
                task.bookingId(),
                task.jobId(),
                task.subjectId(),
                task.dueAt(),
                task.createdAt(),
                tasks.outcomes(task));
    }
}
