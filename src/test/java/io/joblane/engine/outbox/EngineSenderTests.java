package io.joblane.engine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.joblane.engine.outbox.EngineSender.Sent;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What the engine's answers mean for a row. */
class EngineSenderTests {
    private static final OutboxTable.Row MESSAGE =
            new OutboxTable.Row(1, UUID.randomUUID(), "a", OutboxTable.MESSAGE, "booking.placed", "{}", 1);

    @Test
    void aMessageThatTheEngineHasAlreadyIsDelivered() {
        assertThat(judge(Status.ALREADY_EXISTS)).isEqualTo(new Sent.Delivered());
    }

    @Test
    void whatTheEngineWillNeverTakeIsRefused() {
        assertThat(judge(Status.INVALID_ARGUMENT.withDescription("no JSON")))
                .isEqualTo(new Sent.Refused("INVALID_ARGUMENT: no JSON"));
    }

    @Test
    void anEngineThatIsAwayOrBusyIsWaitedFor() {
        assertThat(judge(Status.UNAVAILABLE)).isEqualTo(new Sent.EngineAway("UNAVAILABLE"));
        assertThat(judge(Status.RESOURCE_EXHAUSTED)).isEqualTo(new Sent.EngineAway("RESOURCE_EXHAUSTED"));
        assertThat(EngineSender.judge(MESSAGE, new java.net.ConnectException("refused")))
                .isInstanceOf(Sent.EngineAway.class);
    }

    /** The answer is the same however deep the client has wrapped it. */
    private static Sent judge(Status status) {
        Sent bare = EngineSender.judge(MESSAGE, status.asRuntimeException());
        Sent wrapped = EngineSender.judge(
                MESSAGE, new CompletionException(new IllegalStateException(status.asRuntimeException())));
        assertThat(wrapped).isEqualTo(bare);
        return bare;
    }
}
