package io.joblane.support.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.shared.LowerCase;
import io.joblane.support.domain.IssueDesk;
import java.util.Map;

/** Whether the issue is really withdrawn: somebody may have been first. */
@JobType("support.readIssue")
class ReadIssueWorker implements ServiceTaskWorker<IssueRef> {
    private final IssueDesk desk;

    ReadIssueWorker(IssueDesk desk) {
        this.desk = desk;
    }

    @Override
    public Object handle(IssueRef variables) {
        return Map.of("issueOutcome", LowerCase.of(desk.status(variables.subjectId())));
    }
}
