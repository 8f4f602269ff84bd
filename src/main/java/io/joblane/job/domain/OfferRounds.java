package io.joblane.job.domain;

import io.joblane.company.Companies;
import io.joblane.database.Transactions;
import io.joblane.engine.Decisions;
import io.joblane.job.JobStatus;
import io.joblane.job.domain.Eligibility.Judged;
import io.joblane.job.domain.OfferTable.Asked;
import io.joblane.job.domain.OfferTable.NewOffer;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Asks agents in rounds, each wider than the one before. What to do next is worked out without a transaction ({@link #plan}),
 * because the rules are decisions, and done under the job's lock ({@link #ask}).
 */
@Service
public class OfferRounds {
    /** A table that says "nobody" for ever must not hold a worker for ever. */
    private static final int MOST_EMPTY_WAVES = 20;

    private final JobStore jobs;
    private final JobTable table;
    private final OfferTable offers;
    private final Eligibility eligibility;
    private final Companies companies;
    private final Decisions decisions;
    private final JobLog log;
    private final Clock clock;
    private final Transactions transactions;

    OfferRounds(
            JobStore jobs,
            JobTable table,
            OfferTable offers,
            Eligibility eligibility,
            Companies companies,
            Decisions decisions,
            JobLog log,
            Clock clock,
            Transactions transactions) {
        this.jobs = jobs;
        this.table = table;
        this.offers = offers;
        this.eligibility = eligibility;
        this.companies = companies;
        this.decisions = decisions;
        this.log = log;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** What the process goes on with. */
    public enum Outcome {
        /** Agents were asked. */
        OFFERED,
        /** Nobody new to ask now. */
        WAITING,
        /** Everybody was asked and the deadline has passed: an admin decides. */
        ESCALATE,
        /** Nobody is wanted any more. */
        CLOSED
    }

    /** @param next when to look again; of no meaning where the outcome is another than offered or waiting */
    public record Round(Outcome outcome, List<Asked> offers, Instant next, Map<String, String> limits) {}

    /**
     * Asks the engine.
     *
     * @param handOver whether the process has no tasks for the open offers: it has just begun to fill the job, perhaps because
     *     something came between an earlier round and its tasks
     */
    public OfferPlan plan(UUID jobId, boolean handOver) {
        record Seen(Job job, int open) {}
        Seen seen = transactions.run(() -> new Seen(jobs.get(jobId), table.openOffers(jobId)));
        Job job = seen.job();
        Filling filling = job.filling();
        Instant now = clock.instant();
        if (!isWanted(job, now)) {
            return OfferPlan.of(jobId, Outcome.CLOSED);
        }
        if (handOver && seen.open() > 0) {
            return OfferPlan.again(jobId);
        }
        boolean last = !now.isBefore(job.deadline());
        if (last && filling.widenedAt() != null) {
            boolean stillAsking = filling.nextWaveAt() != null && now.isBefore(filling.nextWaveAt()) && seen.open() > 0;
            return OfferPlan.of(jobId, stillAsking ? Outcome.WAITING : Outcome.ESCALATE);
        }
        if (!last && filling.nextWaveAt() != null && now.isBefore(filling.nextWaveAt()) && seen.open() > 0) {
            return OfferPlan.of(jobId, Outcome.WAITING);
        }
        return choose(job, last);
    }

    private OfferPlan choose(Job job, boolean last) {
        List<Judged> judged = eligibility.ofJob(job);
        List<Judged> fit = judged.stream().filter(Judged::mayBeAsked).toList();
        int number = job.filling().wave() + 1;
        Wave wave = wave(job, number, last);
        List<Judged> near = within(fit, wave);
        // A wider circle at once where the narrow one is empty.
        for (int more = 0; near.isEmpty() && !fit.isEmpty() && !last && more < MOST_EMPTY_WAVES; more++) {
            Wave wider = wave(job, number + 1, false);
            if (wider.equals(wave)) {
                break;
            }
            number++;
            wave = wider;
            near = within(fit, wave);
        }
        List<NewOffer> ask = near.stream()
                .limit(wave.size(job.freeSlots()))
                .map(each -> new NewOffer(
                        Ids.next(), each.facts().agentId(), each.facts().distanceKm()))
                .toList();
        Outcome outcome = !ask.isEmpty() ? Outcome.OFFERED : last ? Outcome.ESCALATE : Outcome.WAITING;
        return new OfferPlan(
                job.id(),
                outcome,
                false,
                last,
                number,
                wave,
                ask,
                notAsked(judged, fit.size() - near.size(), near.size() - ask.size()));
    }

    private static Map<String, Integer> notAsked(List<Judged> judged, int tooFar, int later) {
        Map<String, Integer> counts = new TreeMap<>();
        judged.stream()
                .filter(each -> !each.mayBeAsked())
                .forEach(each -> counts.merge(each.hindrance(), 1, Integer::sum));
        if (tooFar > 0) {
            counts.put("beyond_this_wave", tooFar);
        }
        if (later > 0) {
            counts.put("in_a_later_wave", later);
        }
        return counts;
    }

    private static List<Judged> within(List<Judged> fit, Wave wave) {
        return fit.stream()
                .filter(each ->
                        each.facts().distanceKm() == null || each.facts().distanceKm() <= wave.maxKm())
                .toList();
    }

    private record Input(String company, String urgency, int wave, boolean last) {}

    private Wave wave(Job job, int number, boolean last) {
        Input input =
                new Input(companies.current().slug(), LowerCase.of(job.order().urgency()), number, last);
        return Wave.of(decisions.evaluate(Wave.DECISION, input).output());
    }

    /** Makes the offers of the plan, unless somebody was faster. */
    public Round ask(OfferPlan plan) {
        return transactions.run(() -> {
            Job job = jobs.lock(plan.jobId());
            Instant now = clock.instant();
            if (!isWanted(job, now)) {
                return round(Outcome.CLOSED, List.of(), job);
            }
            if (plan.again()) {
                List<Asked> open = offers.open(job.id());
                return round(open.isEmpty() ? Outcome.WAITING : Outcome.OFFERED, open, job);
            }
            Wave wave = plan.wave();
            if (wave == null) {
                return round(plan.outcome(), List.of(), job);
            }
            List<Asked> made = plan.ask().isEmpty() ? List.of() : offers.add(job.id(), plan.number(), plan.ask());
            Instant end = plan.last() ? job.order().arrivalAt() : job.deadline();
            Instant next = now.plus(wave.nextAfter());
            Filling filling = job.filling()
                    .waved(
                            made.isEmpty() ? job.filling().wave() : plan.number(),
                            next.isBefore(end) ? next : end,
                            plan.last() ? now : null);
            Job saved = jobs.save(job.with(filling));
            note(saved, plan, wave, made.size());
            return round(
                    made.isEmpty() && plan.outcome() == Outcome.OFFERED ? Outcome.WAITING : plan.outcome(),
                    made,
                    saved);
        });
    }

    private void note(Job job, OfferPlan plan, Wave wave, int asked) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("wave", plan.number());
        data.put("last", plan.last());
        data.put("maxKm", wave.maxKm());
        data.put("asked", asked);
        data.put("notAsked", plan.notAsked());
        String type = asked == 0 ? "nobody_to_ask" : "wave";
        boolean said = asked == 0
                && log.last(job.id())
                        .filter(entry -> entry.type().equals(type) && entry.data() != null)
                        .isPresent();
        if (!said) {
            log.event(job, type, null, data);
        }
    }

    private static boolean isWanted(Job job, Instant now) {
        return job.status() == JobStatus.OPEN
                && job.freeSlots() > 0
                && now.isBefore(job.order().arrivalAt());
    }

    private static Round round(Outcome outcome, List<Asked> made, Job job) {
        Instant next = job.filling().nextWaveAt() == null
                ? job.deadline()
                : job.filling().nextWaveAt();
        Map<String, String> limits = new LinkedHashMap<>(job.limits().values());
        limits.put("nextWaveAt", next.toString());
        return new Round(outcome, new ArrayList<>(made), next, limits);
    }
}
