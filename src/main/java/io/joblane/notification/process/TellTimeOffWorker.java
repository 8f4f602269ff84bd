package io.joblane.notification.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.notification.domain.TimeOffNotices;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the agent what became of their request for time off: the request itself says what. */
@JobType("notification.tellTimeOff")
class TellTimeOffWorker implements ServiceTaskWorker<TellTimeOffWorker.Variables> {
    private final TimeOffNotices notices;

    TellTimeOffWorker(TimeOffNotices notices) {
        this.notices = notices;
    }

    @Override
    public @Nullable Object handle(Variables variables) {
        notices.tellAgent(variables.subjectId());
        return null;
    }

    record Variables(UUID subjectId) {}
}
