package io.joblane.workforce.availability;

import io.joblane.context.CurrentActor;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentView;
import io.joblane.workforce.Agents;
import io.joblane.workforce.SignedInAgent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whose days somebody means: agents their own, the office anybody's. */
@Component
class Whom {
    private final Agents agents;
    private final SignedInAgent self;

    Whom(Agents agents, SignedInAgent self) {
        this.agents = agents;
        this.self = self;
    }

    /**
     * @param named null means oneself
     * @throws Problem 404 for somebody who is not there, which to an agent is everybody else; 422 where the office names nobody
     */
    UUID agent(@Nullable UUID named) {
        if (CurrentActor.get().has("agent")) {
            UUID own = self.get().id();
            if (named != null && !named.equals(own)) {
                throw unknown();
            }
            return own;
        }
        if (named == null) {
            throw Problem.unprocessable("agent_required", "Say in agentId whose days you mean.");
        }
        return agents.find(named).map(AgentView::id).orElseThrow(Whom::unknown);
    }

    DaySource source() {
        return CurrentActor.get().has("agent") ? DaySource.AGENT : DaySource.OFFICE;
    }

    private static Problem unknown() {
        return Problem.notFound("agent_unknown", "There is no such agent.");
    }
}
