package io.joblane.notification.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.notification.domain.JobEvent;
import io.joblane.notification.domain.JobNotices;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the agents concerned what has become of the job; the model's task header {@code event} says what. */
@JobType("notification.notifyJobAgents")
class NotifyJobAgentsWorker implements ServiceTaskWorker<NotifyJobAgentsWorker.Variables> {
    private final JobNotices notices;

    NotifyJobAgentsWorker(JobNotices notices) {
        this.notices = notices;
    }

    @Override
    public @Nullable Object handle(Variables variables) {
        notices.tell(variables.jobId(), Events.parse(JobEvent.class, variables.event()));
        return null;
    }

    record Variables(UUID jobId, @Nullable String event) {}
}
