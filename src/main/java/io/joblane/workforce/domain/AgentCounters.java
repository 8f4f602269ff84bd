package io.joblane.workforce.domain;

import io.joblane.shared.Geo;
import io.joblane.shared.LowerCase;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.NewAgent;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What trips, customers and phones count and report of an agent: each one statement, and none but the status touches the version, so that
 * a dispatcher who edits the agent meanwhile is not turned away and overwrites nothing.
 */
@Component
class AgentCounters {
    private final JdbcClient jdbc;

    AgentCounters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void begin(UUID agentId, NewAgent added, Instant now) {
        Geo position = added.position() == null ? added.home() : added.position();
        jdbc.sql("""
                        UPDATE agent SET position_lat = :lat, position_lng = :lng, position_at = :at,
                            rating = :rating, rating_count = :ratings, trip_count = :trips
                        WHERE id = :id
                        """)
                .param("id", agentId)
                .param("lat", position == null ? null : position.lat())
                .param("lng", position == null ? null : position.lng())
                .param("at", position == null ? null : Timestamp.from(now))
                .param("rating", added.rating())
                .param("ratings", added.ratingCount())
                .param("trips", added.tripCount())
                .update();
    }

    void addTrip(UUID agentId) {
        jdbc.sql("UPDATE agent SET trip_count = trip_count + 1 WHERE id = :id")
                .param("id", agentId)
                .update();
    }

    /** Adds to the exact sum of stars: a mean made from a rounded mean stands still after a few hundred ratings. */
    void addRating(UUID agentId, int stars) {
        jdbc.sql("""
                        UPDATE agent SET
                            rating_sum = coalesce(rating_sum, round(rating * rating_count)) + :stars,
                            rating_count = rating_count + 1,
                            rating = round((coalesce(rating_sum, round(rating * rating_count)) + :stars)::numeric
                                           / (rating_count + 1), 2)
                        WHERE id = :id
                        """).param("id", agentId).param("stars", stars).update();
    }

    /** @return false where a newer position is known */
    boolean moveTo(UUID agentId, Geo position, Instant at) {
        return jdbc.sql("""
                                UPDATE agent SET position_lat = :lat, position_lng = :lng, position_at = :at
                                WHERE id = :id AND (position_at IS NULL OR position_at < :at)
                                """)
                        .param("id", agentId)
                        .param("lat", position.lat())
                        .param("lng", position.lng())
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    /** A person may have read the old status: this one does count the version up. */
    void changeStatus(UUID agentId, AgentStatus status, Instant now, String by) {
        jdbc.sql("""
                        UPDATE agent SET status = :status, updated_at = :now, updated_by = :by, version = version + 1
                        WHERE id = :id AND status <> :status
                        """)
                .param("id", agentId)
                .param("status", LowerCase.of(status))
                .param("now", Timestamp.from(now))
                .param("by", by)
                .update();
    }
}
