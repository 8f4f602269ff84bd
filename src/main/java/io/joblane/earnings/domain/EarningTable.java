package io.joblane.earnings.domain;

import io.joblane.context.CurrentActor;
import io.joblane.earnings.PayRule;
import io.joblane.shared.Ids;
import io.joblane.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code earning}, and what it needs to know of assignments. */
@Component
class EarningTable {
    private static final int FETCH = 500;

    private final JdbcClient jdbc;
    private final Clock clock;

    EarningTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Work that is done, from its beginning to its end. */
    record Work(
            UUID assignmentId,
            UUID agentId,
            @Nullable UUID bookingId,
            @Nullable UUID jobId,
            Instant from,
            Instant to) {}

    /** A trip lasts from the start of the pickup to its completion. */
    Optional<Work> trip(UUID bookingId) {
        return work(
                "coalesce(en_route_at, completed_at)",
                "completed_at",
                "booking_id = ? AND status = 'completed'",
                bookingId);
    }

    /** Work on a job lasts from check-in to check-out. */
    Optional<Work> job(UUID assignmentId) {
        return work(
                "coalesce(checked_in_at, completed_at)",
                "coalesce(checked_out_at, completed_at)",
                "id = ? AND job_id IS NOT NULL AND status = 'completed'",
                assignmentId);
    }

    private Optional<Work> work(String from, String to, String condition, UUID id) {
        return jdbc.sql("SELECT id, agent_id, booking_id, job_id, " + from + " AS from_at, " + to
                        + " AS to_at FROM assignment WHERE completed_at IS NOT NULL AND " + condition)
                .param(id)
                .query((row, number) -> new Work(
                        row.getObject("id", UUID.class),
                        row.getObject("agent_id", UUID.class),
                        row.getObject("booking_id", UUID.class),
                        row.getObject("job_id", UUID.class),
                        row.getTimestamp("from_at").toInstant(),
                        row.getTimestamp("to_at").toInstant()))
                .optional();
    }

    void save(Work work, LocalDate date, int minutes, Money amount, PayRule rule) {
        jdbc.sql("""
                        INSERT INTO earning (id, agent_id, assignment_id, booking_id, job_id, date, amount, currency, minutes,
                            decision_key, decision_version, created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :agent, :assignment, :booking, :job, :date, :amount, :currency, :minutes, :key, :version,
                            :now, :actor, :now, :actor, 0)
                        ON CONFLICT (assignment_id) DO UPDATE SET date = excluded.date, amount = excluded.amount,
                            currency = excluded.currency, minutes = excluded.minutes, decision_key = excluded.decision_key,
                            decision_version = excluded.decision_version, updated_at = excluded.updated_at,
                            updated_by = excluded.updated_by, version = earning.version + 1
                        """)
                .param("id", Ids.next())
                .param("agent", work.agentId())
                .param("assignment", work.assignmentId())
                .param("booking", work.bookingId())
                .param("job", work.jobId())
                .param("date", date)
                .param("amount", amount.amount())
                .param("currency", amount.currency())
                .param("minutes", minutes)
                .param("key", rule.decisionKey())
                .param("version", rule.decisionVersion())
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", CurrentActor.get().auditName())
                .update();
    }

    /** By day or week and currency; both days belong to it, and a week that they cut is shown as far as it reaches. */
    List<Period> add(UUID agentId, LocalDate from, LocalDate to, Grouping by) {
        String first = by == Grouping.DAY ? "date" : "date_trunc('week', date)::date";
        String last = by == Grouping.DAY ? "date" : "date_trunc('week', date)::date + 6";
        return jdbc.sql("""
                        SELECT greatest(%s, :from) AS first, least(%s, :to) AS last, currency, sum(amount) AS amount,
                               sum(minutes) AS minutes, count(booking_id) AS trips, count(job_id) AS jobs
                        FROM earning
                        WHERE agent_id = :agent AND date BETWEEN :from AND :to AND deleted_at IS NULL
                        GROUP BY 1, 2, 3 ORDER BY 1, 3
                        """.formatted(first, last))
                .param("agent", agentId)
                .param("from", from)
                .param("to", to)
                .query(EarningTable::period)
                .list();
    }

    /** Hours to a hundredth. */
    void payroll(LocalDate from, LocalDate to, Consumer<List<?>> each) {
        jdbc.sql("""
                        SELECT e.agent_id, a.name, e.currency, count(e.booking_id) AS trips, count(e.job_id) AS jobs,
                               round(sum(e.minutes) / 60.0, 2) AS hours, sum(e.amount) AS amount
                        FROM earning e JOIN agent a ON a.id = e.agent_id
                        WHERE e.date BETWEEN :from AND :to AND e.deleted_at IS NULL
                        GROUP BY e.agent_id, a.name, e.currency ORDER BY a.name, e.agent_id, e.currency
                        """).withFetchSize(FETCH).param("from", from).param("to", to).query(row -> {
            each.accept(List.of(
                    row.getObject("agent_id", UUID.class),
                    row.getString("name"),
                    from,
                    to,
                    row.getString("currency"),
                    row.getInt("trips"),
                    row.getInt("jobs"),
                    row.getBigDecimal("hours"),
                    row.getBigDecimal("amount")));
        });
    }

    private static Period period(ResultSet row, int number) throws SQLException {
        return new Period(
                row.getObject("first", LocalDate.class),
                row.getObject("last", LocalDate.class),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getInt("minutes"),
                row.getInt("trips"),
                row.getInt("jobs"));
    }
}
