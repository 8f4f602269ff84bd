package io.joblane.dispatch.process;

import io.joblane.dispatch.domain.DispatchDecisions;
import io.joblane.dispatch.domain.Ranker;
import io.joblane.dispatch.domain.Ranking;
import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ranks the agents who could go and keeps the whole decision. */
@JobType("dispatch.rankCandidates")
class RankCandidatesWorker implements PreparingWorker<RankCandidatesWorker.Input, Ranking> {
    private final Ranker ranker;
    private final DispatchDecisions decisions;

    RankCandidatesWorker(Ranker ranker, DispatchDecisions decisions) {
        this.ranker = ranker;
        this.decisions = decisions;
    }

    record Input(UUID bookingId, @Nullable Integer round) {}

    record Answer(UUID decisionId, int candidateCount) {}

    @Override
    public Ranking prepare(Input variables) {
        return ranker.rank(variables.bookingId(), variables.round() == null ? 1 : variables.round());
    }

    @Override
    public Object handle(Input variables, Ranking ranking) {
        return new Answer(decisions.add(ranking), ranking.candidateCount());
    }
}
