package io.joblane.notification.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.notification.domain.CustomerEvent;
import io.joblane.notification.domain.Notifier;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the customer what has become of the trip; the model's task header {@code event} says what. */
@JobType("notification.notifyCustomer")
class NotifyCustomerWorker implements ServiceTaskWorker<NotifyCustomerWorker.Variables> {
    private final Notifier notifier;

    NotifyCustomerWorker(Notifier notifier) {
        this.notifier = notifier;
    }

    @Override
    public @Nullable Object handle(Variables variables) {
        notifier.tellCustomer(variables.bookingId(), Events.parse(CustomerEvent.class, variables.event()));
        return null;
    }

    record Variables(UUID bookingId, @Nullable String event) {}
}
