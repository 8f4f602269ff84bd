package io.joblane.job.domain;

import io.joblane.context.CurrentActor;
import io.joblane.shared.LowerCase;
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
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code offer}. Written only under the lock of their job's row. */
@Component
public class OfferTable {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    OfferTable(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** What the process needs of an offer. */
    public record Asked(UUID offerId, UUID agentId) {}

    record NewOffer(UUID id, UUID agentId, @Nullable Double distanceKm) {}

    /** @return those that were made; an agent who has an open offer for the job gets no second one */
    List<Asked> add(UUID jobId, int wave, List<NewOffer> offers) {
        return jdbc.sql("""
                        INSERT INTO offer (id, job_id, agent_id, wave, status, distance_km, offered_at, created_at, created_by, updated_at,
                            updated_by, version)
                        SELECT o.id, :job, o."agentId", :wave, 'open', o."distanceKm", :now, :now, :actor, :now, :actor, 0
                        FROM jsonb_to_recordset(:offers::jsonb) AS o(id uuid, "agentId" uuid, "distanceKm" numeric)
                        ON CONFLICT (job_id, agent_id) WHERE status = 'open' DO NOTHING
                        RETURNING id, agent_id
                        """)
                .param("job", jobId)
                .param("wave", wave)
                .param("offers", json.writeValueAsString(offers))
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", CurrentActor.get().auditName())
                .query((row, n) -> new Asked(row.getObject("id", UUID.class), row.getObject("agent_id", UUID.class)))
                .list();
    }

    List<Asked> open(UUID jobId) {
        return jdbc.sql(
                        "SELECT id, agent_id FROM offer WHERE job_id = ? AND status = 'open' AND deleted_at IS NULL ORDER BY id")
                .param(jobId)
                .query((row, n) -> new Asked(row.getObject("id", UUID.class), row.getObject("agent_id", UUID.class)))
                .list();
    }

    Optional<Offer> find(UUID id) {
        return jdbc.sql("SELECT * FROM offer WHERE id = ? AND deleted_at IS NULL")
                .param(id)
                .query(OfferTable::row)
                .optional();
    }

    /** Oldest first. */
    public List<Offer> ofJob(UUID jobId) {
        return jdbc.sql("SELECT * FROM offer WHERE job_id = ? AND deleted_at IS NULL ORDER BY offered_at, id")
                .param(jobId)
                .query(OfferTable::row)
                .list();
    }

    /** The last question that this agent was asked about the job. */
    public Optional<Offer> latest(UUID jobId, UUID agentId) {
        return jdbc.sql("SELECT * FROM offer WHERE job_id = ? AND agent_id = ? AND deleted_at IS NULL"
                        + " ORDER BY offered_at DESC, id DESC LIMIT 1")
                .param(jobId)
                .param(agentId)
                .query(OfferTable::row)
                .optional();
    }

    void answer(UUID id, OfferStatus status, Instant at, @Nullable String reason) {
        jdbc.sql("UPDATE offer SET status = :status, responded_at = :at, reason = :reason, updated_at = :now,"
                        + " updated_by = :actor, version = version + 1 WHERE id = :id")
                .param("status", LowerCase.of(status))
                .param("at", Timestamp.from(at))
                .param("reason", reason)
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", CurrentActor.get().auditName())
                .param("id", id)
                .update();
    }

    /** @return how many were open */
    int closeOpen(UUID jobId, OfferStatus status, @Nullable String reason) {
        return jdbc.sql("UPDATE offer SET status = :status, reason = :reason, updated_at = :now, updated_by = :actor,"
                        + " version = version + 1 WHERE job_id = :job AND status = 'open'")
                .param("status", LowerCase.of(status))
                .param("reason", reason)
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", CurrentActor.get().auditName())
                .param("job", jobId)
                .update();
    }

    private static Offer row(ResultSet row, int number) throws SQLException {
        Timestamp responded = row.getTimestamp("responded_at");
        Object km = row.getObject("distance_km");
        return new Offer(
                row.getObject("id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getInt("wave"),
                LowerCase.parse(OfferStatus.class, row.getString("status")),
                km == null ? null : ((Number) km).doubleValue(),
                row.getTimestamp("offered_at").toInstant(),
                responded == null ? null : responded.toInstant(),
                row.getString("reason"));
    }
}
