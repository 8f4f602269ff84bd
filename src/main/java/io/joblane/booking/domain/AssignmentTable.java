package io.joblane.booking.domain;

import io.joblane.booking.AssignmentMethod;
import io.joblane.booking.AssignmentStatus;
import io.joblane.booking.AssignmentView;
import io.joblane.booking.Assignments.Crew;
import io.joblane.context.CurrentActor;
import io.joblane.shared.LowerCase;
import io.joblane.shared.TimeWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rows of {@code assignment}. Written only under the lock of their booking's row; two constraints of the table keep an agent
 * and a vehicle from two overlapping windows.
 */
@Component
public class AssignmentTable {
    private static final String COLUMNS = """
            id, booking_id, agent_id, vehicle_id, status, active, lower(during) AS from_at, upper(during) AS to_at, method,
            round, decision_id, assigned_by, assigned_at, accepted_at, completed_at, reason
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    AssignmentTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return false where the agent or the vehicle is not free in that window */
    boolean add(AssignmentView assignment) {
        return jdbc.sql("""
                                INSERT INTO assignment (id, booking_id, agent_id, vehicle_id, status, active, during, method, round,
                                    decision_id, assigned_by, assigned_at, reason, created_at, created_by, updated_at, updated_by, version)
                                VALUES (:id, :booking, :agent, :vehicle, :status, true, :during::tstzrange, :method, :round,
                                    :decision, :by, :at, :reason, :at, :actor, :at, :actor, 0)
                                ON CONFLICT DO NOTHING
                                """)
                        .param("id", assignment.id())
                        .param("booking", assignment.bookingId())
                        .param("agent", assignment.agentId())
                        .param("vehicle", assignment.vehicleId())
                        .param("status", LowerCase.of(assignment.status()))
                        .param("during", assignment.during().toRange())
                        .param("method", LowerCase.of(assignment.method()))
                        .param("round", assignment.round())
                        .param("decision", assignment.decisionId())
                        .param("by", assignment.assignedBy())
                        .param("at", Timestamp.from(assignment.assignedAt()))
                        .param("reason", assignment.reason())
                        .param("actor", CurrentActor.get().auditName())
                        .update()
                == 1;
    }

    /** Those of whom neither agent nor vehicle has something else in that window, in the same order. */
    List<Crew> free(List<Crew> crews, TimeWindow during) {
        if (crews.isEmpty()) {
            return crews;
        }
        Set<UUID> busy = new HashSet<>();
        jdbc.sql("SELECT agent_id, vehicle_id FROM assignment WHERE active AND during && ?::tstzrange"
                        + " AND (agent_id = ANY (?) OR vehicle_id = ANY (?))")
                .param(during.toRange())
                .param(crews.stream().map(Crew::agentId).toArray(UUID[]::new))
                .param(crews.stream().map(Crew::vehicleId).toArray(UUID[]::new))
                .query(row -> {
                    busy.add(row.getObject("agent_id", UUID.class));
                    busy.add(row.getObject("vehicle_id", UUID.class));
                });
        return crews.stream()
                .filter(crew -> !busy.contains(crew.agentId()) && !busy.contains(crew.vehicleId()))
                .toList();
    }

    public Optional<AssignmentView> current(UUID bookingId) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM assignment WHERE booking_id = ? AND active")
                .param(bookingId)
                .query(AssignmentTable::row)
                .optional();
    }

    public List<AssignmentView> all(UUID bookingId) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM assignment WHERE booking_id = ? ORDER BY assigned_at, id")
                .param(bookingId)
                .query(AssignmentTable::row)
                .list();
    }

    public Optional<AssignmentView> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM assignment WHERE id = ?")
                .param(id)
                .query(AssignmentTable::row)
                .optional();
    }

    /** Moves an assignment that stays active, and notes the time in the column that belongs to the status. */
    void advance(UUID id, AssignmentStatus status, Instant at) {
        String column = switch (status) {
            case ACCEPTED -> "accepted_at";
            case EN_ROUTE_PICKUP -> "en_route_at";
            case ARRIVED -> "arrived_at";
            case IN_PROGRESS -> "picked_up_at";
            default -> throw new IllegalArgumentException("An assignment does not stay active as " + status);
        };
        jdbc.sql("UPDATE assignment SET status = :status, " + column + " = :at, updated_at = :now, updated_by = :actor,"
                        + " version = version + 1 WHERE id = :id")
                .param("status", LowerCase.of(status))
                .param("at", Timestamp.from(at))
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", CurrentActor.get().auditName())
                .param("id", id)
                .update();
    }

    /** Ends an assignment: agent and vehicle are free from {@code at} on, however long the window was. */
    void end(UUID id, AssignmentStatus status, Instant at, @Nullable String reason) {
        jdbc.sql("""
                        UPDATE assignment SET status = :status, active = false, reason = coalesce(:reason, reason),
                            released_at = :at, completed_at = CASE WHEN :status = 'completed' THEN :at ELSE completed_at END,
                            during = tstzrange(lower(during), greatest(lower(during) + interval '1 second', least(upper(during), :at))),
                            updated_at = :now, updated_by = :actor, version = version + 1
                        WHERE id = :id
                        """)
                .param("status", LowerCase.of(status))
                .param("reason", reason)
                .param("at", Timestamp.from(at))
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", CurrentActor.get().auditName())
                .param("id", id)
                .update();
    }

    /** @return whether agent and vehicle are free in the window, this assignment aside */
    boolean fits(AssignmentView assignment, TimeWindow window) {
        return jdbc.sql("""
                        SELECT NOT EXISTS (SELECT 1 FROM assignment WHERE active AND id <> :id AND during && :during::tstzrange
                            AND (agent_id = :agent OR vehicle_id = :vehicle))
                        """)
                .param("id", assignment.id())
                .param("during", window.toRange())
                .param("agent", assignment.agentId())
                .param("vehicle", assignment.vehicleId())
                .query(Boolean.class)
                .single();
    }

    void move(UUID id, TimeWindow window) {
        jdbc.sql("UPDATE assignment SET during = :during::tstzrange, updated_at = :now, updated_by = :actor,"
                        + " version = version + 1 WHERE id = :id")
                .param("during", window.toRange())
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", CurrentActor.get().auditName())
                .param("id", id)
                .update();
    }

    private static AssignmentView row(ResultSet row, int number) throws SQLException {
        return new AssignmentView(
                row.getObject("id", UUID.class),
                row.getObject("booking_id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getObject("vehicle_id", UUID.class),
                LowerCase.parse(AssignmentStatus.class, row.getString("status")),
                row.getBoolean("active"),
                new TimeWindow(
                        row.getTimestamp("from_at").toInstant(),
                        row.getTimestamp("to_at").toInstant()),
                LowerCase.parse(AssignmentMethod.class, row.getString("method")),
                row.getInt("round"),
                row.getObject("decision_id", UUID.class),
                row.getString("assigned_by"),
                row.getTimestamp("assigned_at").toInstant(),
                instant(row, "accepted_at"),
                instant(row, "completed_at"),
                row.getString("reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
