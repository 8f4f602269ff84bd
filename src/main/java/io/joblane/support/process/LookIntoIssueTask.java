package io.joblane.support.process;

import io.joblane.engine.OpenTask;
import io.joblane.support.domain.IssueDesk;
import io.joblane.support.domain.IssueStatus;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** A dispatcher resolves the issue, or hands it to an admin; data: note (what came of it, or why an admin is needed). */
@Component
class LookIntoIssueTask extends IssueTask {
    private final IssueDesk desk;

    LookIntoIssueTask(IssueDesk desk) {
        super("support.lookIntoIssue", "Task_LookIntoIssue");
        this.desk = desk;
    }

    @Override
    public List<String> outcomes() {
        return List.of("resolved", "escalated");
    }

    @Override
    public Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data) {
        if (outcome.equals("resolved")) {
            String note = note(data, "what came of it: the agent reads it");
            return verdict(desk.resolve(issueOf(task), note), IssueStatus.RESOLVED);
        }
        String reason = note(data, "why an admin is needed");
        return verdict(desk.escalate(issueOf(task), reason), IssueStatus.ESCALATED);
    }
}
