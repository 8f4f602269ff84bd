package io.joblane.notification.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.notification.domain.AgentEvent;
import io.joblane.notification.domain.Notifier;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the agents concerned what has become of the trip; the model's task header {@code event} says what. */
@JobType("notification.notifyAgent")
class NotifyAgentWorker implements ServiceTaskWorker<NotifyAgentWorker.Variables> {
    private final Notifier notifier;

    NotifyAgentWorker(Notifier notifier) {
        this.notifier = notifier;
    }

    @Override
    public @Nullable Object handle(Variables variables) {
        notifier.tellAgent(variables.bookingId(), Events.parse(AgentEvent.class, variables.event()));
        return null;
    }

    record Variables(UUID bookingId, @Nullable String event) {}
}
