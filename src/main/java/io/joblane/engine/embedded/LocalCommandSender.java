package io.joblane.engine.embedded;

import io.camunda.zeebe.protocol.impl.encoding.AuthInfo;
import io.camunda.zeebe.protocol.impl.record.UnifiedRecordValue;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.stream.api.InterPartitionCommandSender;
import org.jspecify.annotations.Nullable;

/** With a single partition, what is meant for another one is meant for this one. */
record LocalCommandSender(Commands commands) implements InterPartitionCommandSender {

    @Override
    public void sendCommand(int receiver, ValueType valueType, Intent intent, UnifiedRecordValue value) {
        commands.tell(Command.of(valueType, intent, value));
    }

    @Override
    public void sendCommand(
            int receiver, ValueType valueType, Intent intent, @Nullable Long key, UnifiedRecordValue value) {
        commands.tell(new Command(key == null ? Command.NO_KEY : key, valueType, intent, value));
    }

    @Override
    public void sendCommand(
            int receiver,
            ValueType valueType,
            Intent intent,
            @Nullable Long key,
            UnifiedRecordValue value,
            @Nullable AuthInfo authInfo) {
        sendCommand(receiver, valueType, intent, key, value);
    }
}
