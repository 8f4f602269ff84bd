package io.joblane.engine.embedded;

import io.camunda.zeebe.msgpack.UnpackedObject;
import io.camunda.zeebe.protocol.record.RejectionType;
import io.camunda.zeebe.protocol.record.intent.Intent;
import org.agrona.DirectBuffer;

/** What the engine answered to a command: an event with its value, or a rejection with its reason. */
record Answer(Intent intent, long key, DirectBuffer value, RejectionType rejection, String reason) {

    boolean isRejected() {
        return rejection != RejectionType.NULL_VAL;
    }

    /** The rejection in the words of Camunda's own gateway. */
    String rejectionText() {
        return "Command '%s' rejected with code '%s': %s".formatted(intent, rejection, reason);
    }

    <T extends UnpackedObject> T readInto(T target) {
        target.wrap(value);
        return target;
    }
}
