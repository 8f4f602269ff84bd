package io.joblane.job.process;

import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import io.joblane.job.domain.OfferPlan;
import io.joblane.job.domain.OfferRounds;
import io.joblane.job.domain.OfferRounds.Round;
import io.joblane.job.domain.OfferTable.Asked;
import io.joblane.shared.LowerCase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks the next agents, as the rules say who and how many; or says why nobody is asked now. */
@JobType("job.makeOffers")
class MakeOffersWorker implements PreparingWorker<MakeOffersWorker.Input, OfferPlan> {
    private final OfferRounds rounds;

    MakeOffersWorker(OfferRounds rounds) {
        this.rounds = rounds;
    }

    record Input(UUID jobId, @Nullable Boolean handOver) {}

    /** @param offers ids only: the process has one user task for each */
    record Answer(String waveOutcome, List<Asked> offers, Map<String, String> limits, boolean handOver) {}

    @Override
    public OfferPlan prepare(Input variables) {
        return rounds.plan(variables.jobId(), Boolean.TRUE.equals(variables.handOver()));
    }

    @Override
    public Object handle(Input variables, OfferPlan plan) {
        Round round = rounds.ask(plan);
        return new Answer(LowerCase.of(round.outcome()), round.offers(), round.limits(), false);
    }
}
