package io.joblane.notification.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.notification.domain.AgentReminders;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reminds agents to say when they can work in the coming week. */
@JobType("notification.remindWeek")
class RemindWeekWorker implements ServiceTaskWorker<RemindWeekWorker.Variables> {
    private final AgentReminders reminders;

    RemindWeekWorker(AgentReminders reminders) {
        this.reminders = reminders;
    }

    @Override
    public @Nullable Object handle(Variables variables) {
        reminders.ofWeek(variables.event(), variables.week());
        return null;
    }

    /**
     * @param week its Monday
     * @param event the task's header: which text
     */
    record Variables(LocalDate week, String event) {}
}
