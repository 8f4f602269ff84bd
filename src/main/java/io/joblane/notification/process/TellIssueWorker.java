package io.joblane.notification.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.notification.domain.IssueNotices;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the agent what came of the issue that they reported. */
@JobType("notification.tellIssue")
class TellIssueWorker implements ServiceTaskWorker<TellIssueWorker.Variables> {
    private final IssueNotices notices;

    TellIssueWorker(IssueNotices notices) {
        this.notices = notices;
    }

    @Override
    public @Nullable Object handle(Variables variables) {
        notices.tellAgent(variables.subjectId(), variables.event());
        return null;
    }

    /** @param event the task's header: which text */
    record Variables(UUID subjectId, String event) {}
}
