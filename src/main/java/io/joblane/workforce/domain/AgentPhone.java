package io.joblane.workforce.domain;

import io.joblane.context.CurrentActor;
import io.joblane.shared.Geo;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.AgentView;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the signed-in agent does with the phone in hand. */
@Service
public class AgentPhone {
    private final AgentQueries queries;
    private final AgentCounters counters;
    private final Clock clock;

    AgentPhone(AgentQueries queries, AgentCounters counters, Clock clock) {
        this.queries = queries;
        this.counters = counters;
        this.clock = clock;
    }

    /** @throws Problem 404 {@code agent_unknown} where the login belongs to no agent */
    @Transactional(readOnly = true)
    public AgentView me() {
        return Optional.ofNullable(CurrentActor.get().userId())
                .flatMap(queries::byUser)
                .orElseThrow(() -> Problem.notFound(
                        "agent_unknown", "Your login is not tied to an agent of this company. Ask an admin to do so."));
    }

    @Transactional
    public AgentView changeStatus(AgentStatus status) {
        UUID id = me().id();
        counters.changeStatus(id, status, clock.instant(), CurrentActor.get().auditName());
        return me();
    }

    /** Reports that arrive out of order are dropped; a phone whose clock is ahead does not shut out its later ones. */
    @Transactional
    public void reportPosition(Geo position, Instant at) {
        Instant now = clock.instant();
        counters.moveTo(me().id(), position, at.isAfter(now) ? now : at);
    }
}
