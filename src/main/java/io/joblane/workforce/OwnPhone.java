package io.joblane.workforce;

import io.joblane.shared.Geo;
import java.time.Instant;

/** What the signed-in agent does with the phone in hand, for modules that hear of it otherwise than by its own route. */
public interface OwnPhone {
    /** @throws io.joblane.shared.Problem 403 {@code not_an_agent} */
    AgentView changeStatus(AgentStatus status);

    /**
     * An older position than the one that is known changes nothing.
     *
     * @throws io.joblane.shared.Problem 403 {@code not_an_agent}, {@code agent_status}
     */
    void reportPosition(Geo position, Instant at);
}
