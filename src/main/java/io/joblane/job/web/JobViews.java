package io.joblane.job.web;

import io.joblane.context.CurrentActor;
import io.joblane.database.Transactions;
import io.joblane.http.Versions;
import io.joblane.job.JobAssignment;
import io.joblane.job.JobView;
import io.joblane.job.Jobs;
import io.joblane.job.domain.JobHistory;
import io.joblane.job.domain.Offer;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.SignedInAgent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What each caller sees of a job: the office all of it, an agent what is theirs. */
@Component
class JobViews {
    private final Jobs jobs;
    private final JobHistory history;
    private final SignedInAgent self;
    private final Transactions transactions;

    JobViews(Jobs jobs, JobHistory history, SignedInAgent self, Transactions transactions) {
        this.jobs = jobs;
        this.history = history;
        this.self = self;
        this.transactions = transactions;
    }

    static boolean byAgent() {
        return CurrentActor.get().has("agent");
    }

    /** The agent who asks, who may look at what is theirs. */
    UUID me() {
        return self.may(AgentAction.VIEW_ASSIGNMENTS).id();
    }

    /** @throws Problem 404, also for what is another agent's */
    Object visible(UUID id) {
        return transactions.run(() -> {
            JobView job = jobs.find(id).orElseThrow(JobViews::unknown);
            return byAgent() ? of(job, me()).orElseThrow(JobViews::unknown) : job;
        });
    }

    List<?> visible(List<JobView> found) {
        if (!byAgent()) {
            return found;
        }
        UUID me = me();
        return transactions.run(
                () -> found.stream().flatMap(job -> of(job, me).stream()).toList());
    }

    /** Empty where the agent has nothing to do with it. */
    Optional<AgentJob> of(JobView job, UUID agent) {
        Optional<Offer> offer = history.latestOffer(job.id(), agent);
        Optional<JobAssignment> assignment = history.latestAssignment(job.id(), agent);
        boolean lead = agent.equals(job.leadAgentId());
        return offer.isEmpty() && assignment.isEmpty() && !lead
                ? Optional.empty()
                : Optional.of(AgentJob.of(job, lead, offer.orElse(null), assignment.orElse(null)));
    }

    static ResponseEntity<JobView> answer(JobView job) {
        return ResponseEntity.ok()
                .header(HttpHeaders.ETAG, Versions.etag(job.version()))
                .body(job);
    }

    static Problem unknown() {
        return Problem.notFound("job_not_found", "There is no such job.");
    }
}
