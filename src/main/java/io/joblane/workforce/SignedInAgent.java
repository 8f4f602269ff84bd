package io.joblane.workforce;

import io.joblane.context.CurrentActor;
import io.joblane.shared.Problem;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The agent whose phone is asking. */
@Component
public class SignedInAgent {
    private final Agents agents;

    SignedInAgent(Agents agents) {
        this.agents = agents;
    }

    /** @throws Problem 403 for a login that belongs to no agent of this company */
    public AgentView get() {
        UUID user = CurrentActor.get().userId();
        return Optional.ofNullable(user)
                .flatMap(agents::findByUser)
                .orElseThrow(() -> Problem.forbidden(
                        "not_an_agent",
                        "Your login belongs to no agent of this company. Ask an admin to tie it to one."));
    }

    /** The agent, who may do this now. @throws Problem 403 */
    public AgentView may(AgentAction action) {
        AgentView agent = get();
        action.require(agent.status());
        return agent;
    }
}
