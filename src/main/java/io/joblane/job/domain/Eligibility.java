package io.joblane.job.domain;

import io.joblane.database.Transactions;
import io.joblane.identity.Staff;
import io.joblane.job.JobView;
import io.joblane.job.Jobs;
import io.joblane.shared.Problem;
import io.joblane.shared.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Who can go to a job. Asks the engine, so never inside a transaction. */
@Service
public class Eligibility {
    private final Jobs jobs;
    private final AgentFactsQuery facts;
    private final JobRules rules;
    private final Transactions transactions;

    Eligibility(Jobs jobs, AgentFactsQuery facts, JobRules rules, Transactions transactions) {
        this.jobs = jobs;
        this.facts = facts;
        this.rules = rules;
        this.transactions = transactions;
    }

    /**
     * Who is asked next.
     *
     * @param wave its number
     * @param agents the first of those who can go, nearest first
     */
    public record Round(int wave, List<EligibleAgent> agents, Duration nextAfter, boolean moreWaves) {}

    private record Found(JobView job, List<AgentFacts> candidates) {}

    /** The next wave: as many as the rules say, as far as they say. */
    public Round next(UUID jobId, JobLimits limits) {
        Found found = transactions.run(() -> {
            JobView job = find(jobId);
            return new Found(job, facts.toAsk(job, window(job, limits)));
        });
        int number = found.job().wave() + 1;
        JobRules.Wave wave = rules.wave(found.job(), number);
        List<EligibleAgent> chosen = rules.judge(found.job(), found.candidates(), wave.maxKm()).stream()
                .filter(EligibleAgent::eligible)
                .limit(wave.atOnce())
                .toList();
        return new Round(number, chosen, wave.nextAfter(), wave.moreWaves());
    }

    /** Every agent, nearest first, as the rules judge them now within the distance of the latest wave. */
    @Staff
    public List<EligibleAgent> ofAll(UUID jobId) {
        JobView job = transactions.run(() -> find(jobId));
        JobLimits limits = rules.limits(job);
        double maxKm = rules.wave(job, Math.max(1, job.wave())).maxKm();
        List<AgentFacts> candidates = transactions.run(() -> facts.ofAll(job, window(job, limits)));
        return rules.judge(job, candidates, maxKm);
    }

    private JobView find(UUID jobId) {
        return jobs.find(jobId).orElseThrow(() -> Problem.notFound("job_not_found", "There is no such job."));
    }

    private static TimeWindow window(JobView job, JobLimits limits) {
        return new TimeWindow(
                job.arrivalAt().minus(limits.approach()),
                job.arrivalAt().plus(Duration.ofMinutes(job.minutes())).plus(limits.margin()));
    }
}
