package io.joblane.engine.embedded;

import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.RejectionType;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.stream.api.CommandResponseWriter;
import io.camunda.zeebe.util.buffer.BufferUtil;
import io.camunda.zeebe.util.buffer.BufferWriter;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes the engine's answers, on its thread, and gives them to whoever asked once the records behind them are durable. */
final class AnswerWriter implements CommandResponseWriter {
    private static final DirectBuffer EMPTY = new UnsafeBuffer(new byte[0]);

    private static final BufferWriter NOTHING = new BufferWriter() {
        @Override
        public int getLength() {
            return 0;
        }

        @Override
        public int write(MutableDirectBuffer buffer, int offset) {
            return 0;
        }
    };

    private final Commands commands;
    private final DurableLog log;
    private Intent intent = Intent.UNKNOWN;
    private long key = Command.NO_KEY;
    private RejectionType rejection = RejectionType.NULL_VAL;
    private String reason = "";
    private BufferWriter value = NOTHING;

    AnswerWriter(Commands commands, DurableLog log) {
        this.commands = commands;
        this.log = log;
    }

    @Override
    public CommandResponseWriter partitionId(int partitionId) {
        return this;
    }

    @Override
    public CommandResponseWriter key(long key) {
        this.key = key;
        return this;
    }

    @Override
    public CommandResponseWriter intent(Intent intent) {
        this.intent = intent;
        return this;
    }

    @Override
    public CommandResponseWriter recordType(RecordType type) {
        return this;
    }

    @Override
    public CommandResponseWriter valueType(ValueType valueType) {
        return this;
    }

    @Override
    public CommandResponseWriter rejectionType(RejectionType rejectionType) {
        this.rejection = rejectionType;
        return this;
    }

    @Override
    public CommandResponseWriter rejectionReason(DirectBuffer rejectionReason) {
        this.reason = BufferUtil.bufferAsString(rejectionReason);
        return this;
    }

    @Override
    public CommandResponseWriter valueWriter(BufferWriter value) {
        this.value = value;
        return this;
    }

    @Override
    public void tryWriteResponse(int requestStreamId, long requestId) {
        if (!commands.awaits(requestStreamId, requestId)) {
            // asked by a process that is gone, or by a client that no longer waits
            return;
        }
        var answer = new Answer(intent, key, copyOfValue(), rejection, reason);
        log.whenDurable(() -> commands.answered(requestId, answer));
    }

    private DirectBuffer copyOfValue() {
        if (rejection != RejectionType.NULL_VAL) {
            return EMPTY;
        }
        var copy = new UnsafeBuffer(new byte[value.getLength()]);
        value.write(copy, 0);
        return copy;
    }
}
