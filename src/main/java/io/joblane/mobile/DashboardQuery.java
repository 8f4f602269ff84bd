package io.joblane.mobile;

import io.joblane.booking.AssignmentStatus;
import io.joblane.booking.Place;
import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.mobile.Dashboard.Message;
import io.joblane.mobile.Dashboard.Rider;
import io.joblane.mobile.Dashboard.Stats;
import io.joblane.mobile.Dashboard.Trip;
import io.joblane.shared.LowerCase;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.AgentView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads a {@link Dashboard} in three statements. */
@Component
class DashboardQuery {
    private static final Set<AssignmentStatus> UNDER_WAY =
            Set.of(AssignmentStatus.EN_ROUTE_PICKUP, AssignmentStatus.ARRIVED, AssignmentStatus.IN_PROGRESS);
    private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3600);

    private final JdbcClient jdbc;
    private final Companies companies;
    private final Clock clock;

    DashboardQuery(JdbcClient jdbc, Companies companies, Clock clock) {
        this.jdbc = jdbc;
        this.companies = companies;
        this.clock = clock;
    }

    private record Day(LocalDate date, Instant from, Instant to, Instant now) {}

    private record Found(Trip trip, boolean today) {}

    @Transactional(readOnly = true)
    public Dashboard of(AgentView agent) {
        Company company = companies.current();
        Instant now = clock.instant();
        LocalDate date = now.atZone(company.timeZone()).toLocalDate();
        Day day = new Day(
                date,
                date.atStartOfDay(company.timeZone()).toInstant(),
                date.plusDays(1).atStartOfDay(company.timeZone()).toInstant(),
                now);
        // What was earned is shown in every working state, the trips are not.
        List<Found> found = AgentAction.VIEW_ASSIGNMENTS.isAllowed(agent.status()) ? trips(agent.id(), day) : List.of();
        return new Dashboard(
                found.stream()
                        .map(Found::trip)
                        .filter(trip -> UNDER_WAY.contains(trip.status()))
                        .findFirst()
                        .orElse(null),
                found.stream().filter(Found::today).map(Found::trip).toList(),
                stats(agent, company.currency(), day),
                unread(agent.id()));
    }

    private List<Found> trips(UUID agent, Day day) {
        return jdbc.sql("""
                        SELECT a.id AS assignment_id, a.status AS assignment_status, b.*,
                               c.name AS customer_name, c.phone AS customer_phone, v.plate,
                               NOT a.active OR (b.pickup_at >= :from AND b.pickup_at < :to) AS today
                        FROM assignment a
                        JOIN booking b ON b.id = a.booking_id
                        JOIN customer c ON c.id = b.customer_id
                        JOIN vehicle v ON v.id = a.vehicle_id
                        WHERE a.id IN (SELECT id FROM assignment
                                       WHERE agent_id = :agent AND active AND deleted_at IS NULL
                                       UNION ALL
                                       SELECT id FROM assignment
                                       WHERE agent_id = :agent AND status = 'completed' AND deleted_at IS NULL
                                         AND completed_at >= :from AND completed_at < :to)
                          AND (NOT a.active OR a.status IN ('en_route_pickup', 'arrived', 'in_progress')
                               OR b.pickup_at >= :from AND b.pickup_at < :to)
                        ORDER BY b.pickup_at, a.id
                        """)
                .param("agent", agent)
                .param("from", Timestamp.from(day.from()))
                .param("to", Timestamp.from(day.to()))
                .query((row, number) -> new Found(trip(row), row.getBoolean("today")))
                .list();
    }

    private static Trip trip(ResultSet row) throws SQLException {
        return new Trip(
                row.getObject("assignment_id", UUID.class),
                LowerCase.parse(AssignmentStatus.class, row.getString("assignment_status")),
                row.getObject("id", UUID.class),
                row.getString("reference"),
                row.getTimestamp("pickup_at").toInstant(),
                place(row, "pickup"),
                place(row, "dropoff"),
                new Rider(
                        row.getString("customer_name"),
                        row.getString("customer_phone"),
                        row.getInt("passengers"),
                        row.getInt("luggage")),
                row.getString("plate"),
                row.getString("notes"),
                row.getBigDecimal("distance_km"),
                row.getObject("duration_minutes", Integer.class));
    }

    private static Place place(ResultSet row, String which) throws SQLException {
        return new Place(
                row.getString(which + "_address"), row.getDouble(which + "_lat"), row.getDouble(which + "_lng"));
    }

    private Stats stats(AgentView agent, String currency, Day day) {
        return jdbc.sql("""
                        SELECT (SELECT coalesce(sum(amount), 0) FROM earning
                                WHERE agent_id = :agent AND date = :date AND currency = :currency AND deleted_at IS NULL) AS earnings,
                               coalesce(sum(extract(epoch FROM coalesce(a.completed_at, :now)
                                                               - greatest(coalesce(a.en_route_at, a.completed_at, :now), :from))), 0) AS seconds
                        FROM assignment a
                        WHERE a.id IN (SELECT id FROM assignment
                                       WHERE agent_id = :agent AND status = 'completed' AND deleted_at IS NULL
                                         AND completed_at >= :from AND completed_at < :to
                                       UNION ALL
                                       SELECT id FROM assignment
                                       WHERE agent_id = :agent AND active AND deleted_at IS NULL
                                         AND status IN ('en_route_pickup', 'arrived', 'in_progress'))
                        """)
                .param("agent", agent.id())
                .param("date", day.date())
                .param("currency", currency)
                .param("from", Timestamp.from(day.from()))
                .param("to", Timestamp.from(day.to()))
                .param("now", Timestamp.from(day.now()))
                .query((row, number) -> new Stats(
                        agent.tripCount(),
                        agent.rating(),
                        row.getBigDecimal("earnings").setScale(2, RoundingMode.UNNECESSARY),
                        currency,
                        row.getBigDecimal("seconds").divide(SECONDS_AN_HOUR, 2, RoundingMode.HALF_UP)))
                .single();
    }

    private List<Message> unread(UUID agent) {
        return jdbc.sql("""
                        SELECT id, event, title, body, booking_id, created_at FROM notification
                        WHERE recipient_kind = 'agent' AND recipient_id = ? AND channel = 'in_app' AND read_at IS NULL
                        ORDER BY id DESC LIMIT 10
                        """)
                .param(agent)
                .query((row, number) -> new Message(
                        row.getObject("id", UUID.class),
                        row.getString("event"),
                        row.getString("title"),
                        row.getString("body"),
                        row.getObject("booking_id", UUID.class),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }
}
