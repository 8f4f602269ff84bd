package io.joblane.engine.embedded;

import io.camunda.zeebe.logstreams.log.LogStreamWriter.WriteFailure;
import io.camunda.zeebe.protocol.record.intent.Intent;

/** The log takes no command at the moment; the caller may try again. */
final class CommandRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandRefusedException(Intent intent, WriteFailure failure) {
        super("Command '%s' was not accepted by the log: %s".formatted(intent, failure));
    }
}
