package io.joblane.workforce.domain;

import io.joblane.context.CurrentActor;
import io.joblane.identity.AgentOnly;
import io.joblane.shared.Geo;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.AgentView;
import io.joblane.workforce.OwnPhone;
import io.joblane.workforce.SignedInAgent;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the signed-in agent does with the phone in hand. */
@Service
public class AgentPhone implements OwnPhone {
    private final SignedInAgent self;
    private final AgentCounters counters;
    private final Clock clock;

    AgentPhone(SignedInAgent self, AgentCounters counters, Clock clock) {
        this.self = self;
        this.counters = counters;
        this.clock = clock;
    }

    /** @throws io.joblane.shared.Problem 403 {@code not_an_agent}, {@code agent_status} */
    @AgentOnly
    @Transactional(readOnly = true)
    public AgentView me() {
        return self.may(AgentAction.VIEW_PROFILE);
    }

    @Override
    @AgentOnly
    @Transactional
    public AgentView changeStatus(AgentStatus status) {
        UUID id = self.get().id();
        counters.changeStatus(id, status, clock.instant(), CurrentActor.get().auditName());
        return self.get();
    }

    /** Reports that arrive out of order are dropped; a phone whose clock is ahead does not shut out its later ones. */
    @Override
    @AgentOnly
    @Transactional
    public void reportPosition(Geo position, Instant at) {
        Instant now = clock.instant();
        counters.moveTo(self.may(AgentAction.UPDATE_LOCATION).id(), position, at.isAfter(now) ? now : at);
    }
}
