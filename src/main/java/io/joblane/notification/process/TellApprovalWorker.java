package io.joblane.notification.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.notification.domain.ApprovalNotices;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells somebody of a request: its end, or what was asked or answered. The request itself says what. */
@JobType("notification.tellApproval")
class TellApprovalWorker implements ServiceTaskWorker<TellApprovalWorker.Variables> {
    private final ApprovalNotices notices;

    TellApprovalWorker(ApprovalNotices notices) {
        this.notices = notices;
    }

    private enum Event {
        APPROVAL_SAID,
        APPROVAL_ENDED
    }

    @Override
    public @Nullable Object handle(Variables variables) {
        switch (Events.parse(Event.class, variables.event())) {
            case APPROVAL_SAID -> notices.passOn(variables.subjectId(), variables.event());
            case APPROVAL_ENDED -> notices.tellEnd(variables.subjectId(), variables.event());
        }
        return null;
    }

    /** @param event the task's header */
    record Variables(UUID subjectId, String event) {}
}
