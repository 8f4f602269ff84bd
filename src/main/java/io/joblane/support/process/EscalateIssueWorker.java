package io.joblane.support.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.shared.LowerCase;
import io.joblane.support.domain.IssueDesk;
import java.util.Map;

/** Hands the issue to an admin; where somebody was first, what they did counts. */
@JobType("support.escalateIssue")
class EscalateIssueWorker implements ServiceTaskWorker<IssueRef> {
    private final IssueDesk desk;

    EscalateIssueWorker(IssueDesk desk) {
        this.desk = desk;
    }

    @Override
    public Object handle(IssueRef variables) {
        return Map.of(
                "issueOutcome",
                LowerCase.of(desk.escalate(variables.subjectId(), null).status()));
    }
}
