package io.joblane.workforce.domain;

import io.joblane.shared.Geo;
import io.joblane.workforce.AgentView;
import io.joblane.workforce.Agents;
import io.joblane.workforce.NewAgent;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people, phones and trips do with agents. */
@Service
public class AgentService implements Agents {
    private final AgentRepository agents;
    private final AgentQueries queries;
    private final JdbcClient jdbc;
    private final Clock clock;

    AgentService(AgentRepository agents, AgentQueries queries, JdbcClient jdbc, Clock clock) {
        this.agents = agents;
        this.queries = queries;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<AgentView> find(UUID id) {
        return queries.byId(id);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<AgentView> findByUser(UUID userId) {
        return queries.byUser(userId);
    }

    /** Counts without touching the version: a dispatcher who edits the agent meanwhile loses nothing and overwrites nothing. */
    @Override
    @Transactional
    public void addTrip(UUID agentId) {
        jdbc.sql("UPDATE agent SET trip_count = trip_count + 1 WHERE id = :id")
                .param("id", agentId)
                .update();
    }

    /** Adds to the exact sum of stars: a mean made from a rounded mean stands still after a few hundred ratings. */
    @Override
    @Transactional
    public void addRating(UUID agentId, int stars) {
        if (stars < 1 || stars > 5) {
            throw new IllegalArgumentException("A rating has 1 to 5 stars, not " + stars);
        }
        jdbc.sql(
                        """
                        UPDATE agent SET
                            rating_sum = coalesce(rating_sum, round(rating * rating_count)) + :stars,
                            rating_count = rating_count + 1,
                            rating = round((coalesce(rating_sum, round(rating * rating_count)) + :stars) / (rating_count + 1)::numeric, 2)
                        WHERE id = :id
                        """)
                .param("id", agentId)
                .param("stars", stars)
                .update();
    }

    @Override
    @Transactional
    public UUID add(NewAgent added) {
        UUID id = agents.save(Agent.of(added)).id();
        Geo position = added.position() == null ? added.home() : added.position();
        jdbc.sql(
                        """
                        UPDATE agent SET position_lat = :lat, position_lng = :lng, position_at = :at,
                            rating = :rating, rating_count = :ratings, trip_count = :trips
                        WHERE id = :id
                        """)
                .param("id", id)
                .param("lat", position == null ? null : position.lat())
                .param("lng", position == null ? null : position.lng())
                .param("at", position == null ? null : Timestamp.from(clock.instant()))
                .param("rating", added.rating())
                .param("ratings", added.ratingCount())
                .param("trips", added.tripCount())
                .update();
        return id;
    }
}
