package io.joblane.notification.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.notification.domain.JobEvent;
import io.joblane.notification.domain.JobNotices;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells agents what has become of a job; the model's task header {@code event} says what. In a process of one assignment, which
 * has the variable {@code assignmentId}, only the agent of that one.
 */
@JobType("notification.notifyJobAgents")
class NotifyJobAgentsWorker implements ServiceTaskWorker<NotifyJobAgentsWorker.Variables> {
    private final JobNotices notices;

    NotifyJobAgentsWorker(JobNotices notices) {
        this.notices = notices;
    }

    @Override
    public @Nullable Object handle(Variables variables) {
        notices.tell(variables.jobId(), Events.parse(JobEvent.class, variables.event()), variables.assignmentId());
        return null;
    }

    record Variables(
            UUID jobId,
            @Nullable UUID assignmentId,
            @Nullable String event) {}
}
