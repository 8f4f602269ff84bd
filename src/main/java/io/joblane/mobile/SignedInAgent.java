package io.joblane.mobile;

import io.joblane.context.CurrentActor;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentView;
import io.joblane.workforce.Agents;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The agent whose phone is asking. */
@Component
class SignedInAgent {
    private final Agents agents;

    SignedInAgent(Agents agents) {
        this.agents = agents;
    }

    /** @throws Problem 403 for a login that belongs to no agent of this company */
    AgentView get() {
        UUID user = CurrentActor.get().userId();
        return Optional.ofNullable(user)
                .flatMap(agents::findByUser)
                .orElseThrow(
                        () -> Problem.forbidden("not_an_agent", "Your login belongs to no agent of this company."));
    }
}
