package io.joblane.engine.embedded;

import io.camunda.zeebe.protocol.impl.record.UnifiedRecordValue;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.Intent;

/** A command for the engine, on the entity with this key or, with {@link #NO_KEY}, on none. */
record Command(long key, ValueType valueType, Intent intent, UnifiedRecordValue value) {
    static final long NO_KEY = -1;

    static Command of(ValueType valueType, Intent intent, UnifiedRecordValue value) {
        return new Command(NO_KEY, valueType, intent, value);
    }
}
