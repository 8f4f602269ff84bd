package io.joblane.support.process;

import io.joblane.engine.OpenTask;
import io.joblane.support.domain.IssueDesk;
import io.joblane.support.domain.IssueStatus;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** An admin resolves an issue that was escalated; data: note. */
@Component
class SettleIssueTask extends IssueTask {
    private final IssueDesk desk;

    SettleIssueTask(IssueDesk desk) {
        super("support.settleIssue", "Task_SettleIssue");
        this.desk = desk;
    }

    @Override
    public List<String> outcomes() {
        return List.of("resolved");
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        String note = note(data, "what came of it: the agent reads it");
        return verdict(desk.resolve(issueOf(task), note), IssueStatus.RESOLVED);
    }
}
