package io.joblane.support.domain;

import io.joblane.engine.Reentry;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Puts the issues that nobody has resolved before a dispatcher again, or an admin where they were escalated. */
@Component
class IssueReentry implements Reentry {
    private final IssueQueries queries;
    private final IssueRepository issues;
    private final IssueService service;

    IssueReentry(IssueQueries queries, IssueRepository issues, IssueService service) {
        this.queries = queries;
        this.issues = issues;
        this.service = service;
    }

    @Override
    public int startAgain() {
        List<UUID> open = queries.open();
        open.forEach(id -> service.startProcess(issues.lock(id).orElseThrow()));
        return open.size();
    }
}
