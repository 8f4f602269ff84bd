package io.joblane.engine.outbox;

import io.camunda.client.api.command.ProblemException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.joblane.engine.link.EngineLink;
import io.joblane.engine.outbox.OutboxTable.Row;
import io.joblane.engine.task.DecidedTasks;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;

/** Tells the engine what a row says, and reads from the engine's answer whether it arrived. */
@Component
class EngineSender {
    /** How long a message waits in the engine for a process to be ready for it. */
    private static final Duration MESSAGE_LIFE = Duration.ofHours(1);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);

    private final EngineLink engine;
    private final DecidedTasks decided;

    EngineSender(EngineLink engine, DecidedTasks decided) {
        this.engine = engine;
        this.decided = decided;
    }

    /** What became of a row. */
    sealed interface Sent {
        record Delivered() implements Sent {}

        /** The engine is away or busy: tried again for as long as it takes. */
        record EngineAway(String error) implements Sent {}

        /** The task is still being assigned, or being completed: tried again at once, for as long as it takes. */
        record NotYet(String error) implements Sent {}

        /** The engine refuses it: tried a few times, then set aside. */
        record Refused(String error) implements Sent {}
    }

    CompletionStage<Sent> send(Row row) {
        CompletionStage<?> answer;
        try {
            answer = OutboxTable.MESSAGE.equals(row.kind()) ? publish(row) : complete(row);
        } catch (IllegalArgumentException e) {
            // Not even a request can be made of it.
            return CompletableFuture.completedFuture(new Sent.Refused(e.toString()));
        }
        return answer.handle((ok, fault) -> fault == null ? new Sent.Delivered() : judge(row, fault));
    }

    private CompletionStage<?> publish(Row row) {
        return engine.client()
                .newPublishMessageCommand()
                .messageName(row.target())
                .correlationKey(row.aggregate())
                .messageId(row.id().toString())
                .timeToLive(MESSAGE_LIFE)
                .variables(row.payload())
                .requestTimeout(REQUEST_TIMEOUT)
                .send();
    }

    private CompletionStage<?> complete(Row row) {
        long key = Long.parseLong(row.target());
        return decided.completing(
                key,
                () -> engine.client()
                        .newCompleteUserTaskCommand(key)
                        .variables(row.payload())
                        .requestTimeout(REQUEST_TIMEOUT)
                        .send());
    }

    static Sent judge(Row row, Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            // Waited for, gRPC's refusals come as the client's exception; on a stage they come as gRPC's own.
            if (cause instanceof StatusRuntimeException grpc) {
                return judge(grpc.getStatus());
            }
            if (cause instanceof ProblemException problem) {
                return judge(row, problem);
            }
        }
        return new Sent.EngineAway(fault.toString());
    }

    private static Sent judge(Status status) {
        return switch (status.getCode()) {
            // Published before: the row's id is the message's id.
            case ALREADY_EXISTS -> new Sent.Delivered();
            case INVALID_ARGUMENT, NOT_FOUND, FAILED_PRECONDITION, PERMISSION_DENIED, UNAUTHENTICATED, UNIMPLEMENTED ->
                new Sent.Refused(status.getCode() + ": " + status.getDescription());
            default -> new Sent.EngineAway(status.getCode().toString());
        };
    }

    private static Sent judge(Row row, ProblemException problem) {
        boolean task = OutboxTable.COMPLETE_TASK.equals(row.kind());
        // The process went on without the task, by the answer of a worker.
        if (problem.code() == 404 && task) {
            return new Sent.Delivered();
        }
        String detail = problem.details().getDetail();
        String error = problem.code() + ": " + detail;
        // "It is in state ASSIGNING": a listener of the task still runs. A listener that denies has the same status.
        if (problem.code() == 409 && task && !String.valueOf(detail).contains("denied by Task Listener")) {
            return new Sent.NotYet(error);
        }
        boolean away = problem.code() == 429 || problem.code() >= 500;
        return away ? new Sent.EngineAway(error) : new Sent.Refused(error);
    }
}
