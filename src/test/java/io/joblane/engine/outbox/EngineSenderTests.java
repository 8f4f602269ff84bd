package io.joblane.engine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.api.ProblemDetail;
import io.camunda.client.api.command.ProblemException;
import io.grpc.Status;
import io.joblane.engine.task.DecidedTasks;
import io.joblane.engine.outbox.EngineSender.Sent;
import io.joblane.engine.outbox.OutboxTable.Row;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

class EngineSenderTests {
    private static final Row MESSAGE = row(OutboxTable.MESSAGE, "booking.amended");
    private static final Row TASK = row(OutboxTable.COMPLETE_TASK, "7");

    @Test
    void aMessageThatTheEngineKnowsIsDelivered() {
        assertThat(judge(MESSAGE, grpc(Status.ALREADY_EXISTS))).isInstanceOf(Sent.Delivered.class);
    }

    @Test
    void aTaskThatIsGoneIsDelivered() {
        assertThat(judge(TASK, rest(404, "no such user task was found"))).isInstanceOf(Sent.Delivered.class);
    }

    @Test
    void aTaskWhoseListenerStillRunsIsNotYetCompletable() {
        assertThat(judge(
                        TASK, rest(409, "Expected to complete user task with key '7', but it is in state 'ASSIGNING'")))
                .isInstanceOf(Sent.NotYet.class);
    }

    @Test
    void aListenersDenialIsARefusal() {
        assertThat(
                        judge(
                                TASK,
                                rest(
                                        409,
                                        "Completion of the User Task with key '7' was denied by Task Listener. Reason to deny: 'x'")))
                .isInstanceOf(Sent.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void anEngineInTroubleIsAwayOnly(int status) {
        assertThat(judge(TASK, rest(status, "later"))).isInstanceOf(Sent.EngineAway.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "INTERNAL", "UNKNOWN", "CANCELLED"})
    void anEngineThatDoesNotAnswerIsAwayOnly(Status.Code code) {
        assertThat(judge(MESSAGE, grpc(code.toStatus()))).isInstanceOf(Sent.EngineAway.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"INVALID_ARGUMENT", "NOT_FOUND", "FAILED_PRECONDITION", "PERMISSION_DENIED"})
    void whatTheEngineDoesNotTakeIsRefused(Status.Code code) {
        assertThat(judge(MESSAGE, grpc(code.toStatus()))).isInstanceOf(Sent.Refused.class);
    }

    @Test
    void aTaskWithWrongVariablesIsRefused() {
        assertThat(judge(TASK, rest(400, "not an object"))).isInstanceOf(Sent.Refused.class);
    }

    @Test
    void aBrokenLineIsNoRefusal() {
        assertThat(judge(MESSAGE, new IOException("reset"))).isInstanceOf(Sent.EngineAway.class);
    }

    @Test
    void aRowThatIsNoRequestIsRefused() {
        EngineSender sender =
                new EngineSender(
                        Mockito.mock(io.joblane.engine.link.EngineLink.class, Mockito.RETURNS_DEEP_STUBS),
                        new DecidedTasks());
        assertThat(sender.send(row(OutboxTable.COMPLETE_TASK, "no key"))
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(Sent.Refused.class);
    }

    /** The answer is the same however deep the client has wrapped it. */
    private static Sent judge(Row row, Throwable fault) {
        Sent sent = EngineSender.judge(row, fault);
        assertThat(EngineSender.judge(row, new CompletionException(new IllegalStateException(fault))))
                .hasSameClassAs(sent);
        return sent;
    }

    private static Throwable grpc(Status status) {
        return status.asRuntimeException();
    }

    private static Throwable rest(int status, String detail) {
        ProblemDetail problem = Mockito.mock(ProblemDetail.class);
        Mockito.when(problem.getDetail()).thenReturn(detail);
        return new ProblemException(status, "refused", problem);
    }

    private static Row row(String kind, String target) {
        return new Row(1, new UUID(0, 1), "a", kind, target, "{}", 1, 0);
    }
}
