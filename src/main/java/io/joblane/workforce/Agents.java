package io.joblane.workforce;

import java.util.Optional;
import java.util.UUID;

/** The workforce as trips need it. Each call joins the caller's transaction. */
public interface Agents {
    Optional<AgentView> find(UUID id);

    /** The agent who signs in with this user. */
    Optional<AgentView> findByUser(UUID userId);

    /** One more trip is done. */
    void addTrip(UUID agentId);

    /** One more rating of 1..5 stars, counted into the mean. */
    void addRating(UUID agentId, int stars);

    UUID add(NewAgent agent);
}
