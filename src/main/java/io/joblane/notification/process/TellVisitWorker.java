package io.joblane.notification.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.notification.domain.VisitNotices;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells an agent something about their work at a site; the model's task header {@code event} says what. */
@JobType("notification.tellVisit")
class TellVisitWorker implements ServiceTaskWorker<TellVisitWorker.Variables> {
    private final VisitNotices notices;

    TellVisitWorker(VisitNotices notices) {
        this.notices = notices;
    }

    @Override
    public @Nullable Object handle(Variables variables) {
        notices.tell(variables.assignmentId(), Events.parse(VisitNotices.Event.class, variables.event()));
        return null;
    }

    record Variables(UUID assignmentId, @Nullable String event) {}
}
