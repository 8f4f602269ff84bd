package io.joblane.support.domain;

import io.joblane.context.CurrentActor;
import io.joblane.engine.WorkerFault;
import java.time.Clock;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where the office moves issues on: each step under the row's lock, so that one wins. */
@Service
public class IssueDesk {
    private final IssueRepository issues;
    private final Clock clock;

    IssueDesk(IssueRepository issues, Clock clock) {
        this.issues = issues;
        this.clock = clock;
    }

    /**
     * What became of an issue.
     *
     * @param changed false where it had become so before, or could not any more
     */
    public record Moved(IssueStatus status, boolean changed) {}

    /** @param note what came of it, for the agent */
    @Transactional
    public Moved resolve(UUID id, String note) {
        Issue issue = lock(id);
        return issue.status().isEnd()
                ? new Moved(issue.status(), false)
                : move(issue, open -> open.resolve(CurrentActor.get().auditName(), clock.instant(), note));
    }

    /**
     * Hands an open issue to an admin.
     *
     * @param reason null where the time was over
     */
    @Transactional
    public Moved escalate(UUID id, @Nullable String reason) {
        Issue issue = lock(id);
        return issue.status() != IssueStatus.OPEN
                ? new Moved(issue.status(), false)
                : move(issue, open -> open.escalate(CurrentActor.get().auditName(), clock.instant(), reason));
    }

    /** What holds now, once whoever is moving it on has done so. */
    @Transactional
    public IssueStatus status(UUID id) {
        return lock(id).status();
    }

    private Moved move(Issue issue, UnaryOperator<Issue> step) {
        return new Moved(issues.save(step.apply(issue)).status(), true);
    }

    private Issue lock(UUID id) {
        return issues.lock(id)
                .orElseThrow(() -> new WorkerFault("The issue " + id
                        + " is not in this company's database: cancel the instance if it was removed on purpose."));
    }
}
