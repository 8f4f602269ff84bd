package io.joblane.visit.domain;

import io.joblane.context.CurrentActor;
import io.joblane.job.JobAssignment;
import io.joblane.shared.LowerCase;
import io.joblane.visit.domain.SiteRules.SignatureFrom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code visit}, and what visits change of their assignments. Written only under the lock of the job's row. */
@Component
class VisitTable {
    private static final String TOUCH =
            ", updated_at = :now, updated_by = :actor, version = version + 1 WHERE id = :id";
    /** The agent is free from then on, however long the window was. */
    private static final String FREE =
            ", active = false, during = CASE WHEN lower(during) < :at AND upper(during) > :at"
                    + " THEN tstzrange(lower(during), :at) ELSE during END";

    private final JdbcClient jdbc;
    private final Clock clock;

    VisitTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param arrivalAt the arrival time that the agent was last asked about or reminded of */
    record Visit(Instant arrivalAt, SiteRules rules) {}

    Optional<Visit> find(UUID id) {
        return jdbc.sql("SELECT * FROM visit WHERE id = ?")
                .param(id)
                .query((row, number) -> new Visit(
                        row.getTimestamp("arrival_at").toInstant(),
                        new SiteRules(
                                row.getInt("radius_metres"),
                                row.getInt("photos_required"),
                                LowerCase.parse(SignatureFrom.class, row.getString("signature_from")),
                                row.getLong("decision_key"),
                                row.getInt("decision_version"))))
                .optional();
    }

    void save(JobAssignment assignment, Instant arrivalAt, SiteRules rules) {
        change("""
                        INSERT INTO visit (id, job_id, agent_id, arrival_at, radius_metres, photos_required, signature_from,
                            decision_key, decision_version, created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :job, :agent, :arrival, :radius, :photos, :signature, :key, :version,
                            :now, :actor, :now, :actor, 0)
                        ON CONFLICT (id) DO UPDATE SET arrival_at = excluded.arrival_at, radius_metres = excluded.radius_metres,
                            photos_required = excluded.photos_required, signature_from = excluded.signature_from,
                            decision_key = excluded.decision_key, decision_version = excluded.decision_version,
                            updated_at = excluded.updated_at, updated_by = excluded.updated_by, version = visit.version + 1
                        """, assignment.id())
                .param("job", assignment.jobId())
                .param("agent", assignment.agentId())
                .param("arrival", Timestamp.from(arrivalAt))
                .param("radius", rules.radiusMetres())
                .param("photos", rules.photosRequired())
                .param("signature", LowerCase.of(rules.signatureFrom()))
                .param("key", rules.decisionKey())
                .param("version", rules.decisionVersion())
                .update();
    }

    void checkIn(UUID id, Instant at, CheckIn checkIn, @Nullable Integer metres) {
        change(
                        "UPDATE assignment SET status = 'on_site', checked_in_at = :at, check_in_lat = :lat, check_in_lng = :lng,"
                                + " check_in_metres = :metres, check_in_reason = :reason" + TOUCH,
                        id)
                .param("at", Timestamp.from(at))
                .param("lat", checkIn.lat())
                .param("lng", checkIn.lng())
                .param("metres", metres)
                .param("reason", checkIn.reason())
                .update();
    }

    void checkOut(UUID id, Instant at, @Nullable String notes) {
        change(
                        "UPDATE assignment SET status = 'completed', checked_out_at = :at, completed_at = :at,"
                                + " work_notes = :notes" + FREE + TOUCH,
                        id)
                .param("at", Timestamp.from(at))
                .param("notes", notes)
                .update();
    }

    void noShow(UUID id, Instant at, @Nullable String reason) {
        change(
                        "UPDATE assignment SET status = 'no_show', released_at = :at, reason = coalesce(:reason, reason)"
                                + FREE + TOUCH,
                        id)
                .param("at", Timestamp.from(at))
                .param("reason", reason)
                .update();
    }

    void confirm(UUID id) {
        change("UPDATE assignment SET confirmed = true" + TOUCH, id).update();
    }

    private JdbcClient.StatementSpec change(String sql, UUID id) {
        return jdbc.sql(sql)
                .param("id", id)
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", CurrentActor.get().auditName());
    }
}
