package io.joblane.dispatch.domain;

import io.joblane.booking.Assignments.Crew;
import io.joblane.identity.Staff;
import io.joblane.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every ranking ever made, so that "why this agent" can be answered. */
@Component
public class DispatchDecisions {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    DispatchDecisions(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param ranked best first: agentId, vehicleId, score, criteria with points, weight and the matched rule
     * @param facts what the decision was told of each candidate
     * @param outcome {@code ranked}, then {@code assigned}, {@code nobody} or {@code closed}
     */
    public record Entry(
            UUID id,
            Instant at,
            int round,
            @Nullable Integer decisionVersion,
            String outcome,
            @Nullable UUID agentId,
            JsonNode ranked,
            JsonNode facts,
            JsonNode rejectedCounts,
            JsonNode rejectedNearest) {}

    public UUID add(Ranking ranking) {
        UUID id = Ids.next();
        jdbc.sql("""
                        INSERT INTO dispatch_decision (id, booking_id, at, round, decision_key, decision_version, ranked, facts,
                            rejected_counts, rejected_nearest)
                        VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?::jsonb)
                        """)
                .param(id)
                .param(ranking.bookingId())
                .param(Timestamp.from(clock.instant()))
                .param(ranking.round())
                .param(ranking.decisionKey())
                .param(ranking.decisionVersion())
                .param(ranking.ranked().toString())
                .param(ranking.facts().toString())
                .param(ranking.rejectedCounts().toString())
                .param(ranking.rejectedNearest().toString())
                .update();
        return id;
    }

    /** The order in which to try: agent and vehicle. */
    List<Crew> choices(UUID decisionId) {
        return jdbc.sql("""
                        SELECT (c.value->>'agentId')::uuid AS agent, (c.value->>'vehicleId')::uuid AS vehicle
                        FROM dispatch_decision d CROSS JOIN LATERAL jsonb_array_elements(d.ranked) WITH ORDINALITY c(value, place)
                        WHERE d.id = ? ORDER BY c.place
                        """)
                .param(decisionId)
                .query((row, n) -> new Crew(row.getObject("agent", UUID.class), row.getObject("vehicle", UUID.class)))
                .list();
    }

    void decided(UUID decisionId, String outcome, @Nullable UUID agentId) {
        jdbc.sql("UPDATE dispatch_decision SET outcome = ?, agent_id = ? WHERE id = ?")
                .param(outcome)
                .param(agentId)
                .param(decisionId)
                .update();
    }

    @Staff
    public List<Entry> of(UUID bookingId) {
        return jdbc.sql("SELECT * FROM dispatch_decision WHERE booking_id = ? ORDER BY at, id")
                .param(bookingId)
                .query(this::row)
                .list();
    }

    /** The first decision made at or after {@code since}. */
    public Optional<Entry> firstSince(UUID bookingId, Instant since) {
        return jdbc.sql("SELECT * FROM dispatch_decision WHERE booking_id = ? AND at >= ? ORDER BY at, id LIMIT 1")
                .param(bookingId)
                .param(Timestamp.from(since))
                .query(this::row)
                .optional();
    }

    private Entry row(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getInt("round"),
                row.getObject("decision_version", Integer.class),
                row.getString("outcome"),
                row.getObject("agent_id", UUID.class),
                json.readTree(row.getString("ranked")),
                json.readTree(row.getString("facts")),
                json.readTree(row.getString("rejected_counts")),
                json.readTree(row.getString("rejected_nearest")));
    }
}
