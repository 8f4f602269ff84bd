package io.joblane.engine.embedded;

import io.camunda.zeebe.logstreams.log.LogAppendEntry;
import io.camunda.zeebe.logstreams.log.LogStreamWriter;
import io.camunda.zeebe.logstreams.log.WriteContext;
import io.camunda.zeebe.protocol.impl.record.RecordMetadata;
import io.camunda.zeebe.protocol.record.RecordType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Writes commands to the log and remembers who waits for the answer. */
final class Commands {
    private static final int STREAM_ID = 1;
    private static final long REQUESTS_PER_MILLISECOND = 1_000_000;

    private final LogStreamWriter writer;
    private final Executor deliver;
    private final Map<Long, Consumer<Answer>> waiting = new ConcurrentHashMap<>();
    /**
     * The engine stores the id of a request that it answers later, also over a restart; so ids begin with the clock and
     * an answer meant for the process before never reaches a request of this one.
     */
    private final AtomicLong lastRequestId = new AtomicLong(System.currentTimeMillis() * REQUESTS_PER_MILLISECOND);

    Commands(LogStreamWriter writer, Executor deliver) {
        this.writer = writer;
        this.deliver = deliver;
    }

    /** Sends the command; the answer comes on the delivering thread. Returns the id by which the question can be dropped. */
    long ask(Command command, Consumer<Answer> reply) {
        long requestId = lastRequestId.incrementAndGet();
        waiting.put(requestId, reply);
        try {
            write(command, metadata(command).requestId(requestId).requestStreamId(STREAM_ID));
        } catch (RuntimeException e) {
            waiting.remove(requestId);
            throw e;
        }
        return requestId;
    }

    /** Sends a command nobody waits for. */
    void tell(Command command) {
        write(command, metadata(command));
    }

    /** Nobody waits for the answer any more. */
    void drop(long requestId) {
        waiting.remove(requestId);
    }

    int waitingCount() {
        return waiting.size();
    }

    boolean awaits(int streamId, long requestId) {
        return streamId == STREAM_ID && waiting.containsKey(requestId);
    }

    void answered(long requestId, Answer answer) {
        var reply = waiting.remove(requestId);
        if (reply != null) {
            deliver.execute(() -> reply.accept(answer));
        }
    }

    private static RecordMetadata metadata(Command command) {
        return new RecordMetadata()
                .recordType(RecordType.COMMAND)
                .valueType(command.valueType())
                .intent(command.intent());
    }

    private void write(Command command, RecordMetadata metadata) {
        var entry = command.key() == Command.NO_KEY
                ? LogAppendEntry.of(metadata, command.value())
                : LogAppendEntry.of(command.key(), metadata, command.value());
        var written = writer.tryWrite(WriteContext.internal(), entry);
        if (written.isLeft()) {
            throw new CommandRefusedException(command.intent(), written.getLeft());
        }
    }
}
