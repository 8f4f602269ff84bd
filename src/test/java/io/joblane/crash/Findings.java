package io.joblane.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.crash.Customers.Order;
import io.joblane.crash.RecordingProxy.DoneTap;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the company's database must say once everything has come to its end. */
final class Findings {
    private final Connection database;

    Findings(Connection database) {
        this.database = database;
    }

    /** @return how many of the orders have not reached their end yet */
    long unfinished(List<Order> orders) throws SQLException {
        Map<String, String> statuses = rows("SELECT id::text, status FROM booking").stream()
                .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1)));
        return orders.stream()
                .filter(order -> !order.end().equals(statuses.get(order.id().toString())))
                .count();
    }

    /** Whether nothing waits to be sent, and nobody to act: a cancelled trip's process still tells everybody. */
    boolean isQuiet() throws SQLException {
        return rows("SELECT seq FROM outbox WHERE sent_at IS NULL").isEmpty()
                && rows("SELECT id FROM user_task WHERE state = 'open'").isEmpty();
    }

    void check(List<Order> orders, Collection<DoneTap> taps) throws SQLException {
        assertThat(rows("SELECT id::text, status FROM booking"))
                .as("every acknowledged booking in its right status, no other booking")
                .containsExactlyInAnyOrderElementsOf(orders.stream()
                        .map(order -> List.of(order.id().toString(), order.end()))
                        .toList());
        assertThat(rows("SELECT booking_id::text FROM invoice"))
                .as("one invoice each")
                .containsExactlyInAnyOrderElementsOf(orders.stream()
                        .filter(order -> order.end().equals("invoiced"))
                        .map(order -> List.of(order.id().toString()))
                        .toList());
        none("gaps in the invoices' numbers", """
                SELECT number, expected FROM (SELECT number, substring(number FROM '[0-9]+$')::bigint AS n,
                    row_number() OVER (ORDER BY number) AS expected FROM invoice) numbered WHERE n <> expected
                """);
        none("two of an agent's trips at one time", overlaps("agent_id"));
        none("two of a vehicle's trips at one time", overlaps("vehicle_id"));
        none("assignments that still hold somebody", "SELECT id FROM assignment WHERE active");
        none("a message sent twice", "SELECT dedup_key FROM notification GROUP BY dedup_key HAVING count(*) > 1");
        none("the same message to the same person about the same assignment", """
                SELECT event, booking_id, assignment_id, recipient_id, channel FROM notification
                WHERE event IN ('trip_completed', 'booking_cancelled', 'trip_assigned', 'agent_assigned')
                GROUP BY 1, 2, 3, 4, 5 HAVING count(*) > 1
                """);
        none("open user tasks", "SELECT element_id, booking_id FROM user_task WHERE state = 'open'");
        none(
                "unsent or dead outbox rows",
                "SELECT kind, target, aggregate, last_error FROM outbox WHERE sent_at IS NULL OR dead_at IS NOT NULL");
        none("vehicles in service without a trip", "SELECT plate FROM vehicle WHERE status = 'in_service'");
        none("a step that was taken twice", """
                SELECT booking_id, assignment_id, new_status FROM trip_log
                WHERE type = 'status_change' AND new_status NOT IN ('pending', 'awaiting_assignment', 'cancelled')
                GROUP BY 1, 2, 3 HAVING count(*) > 1
                """);
        lost(taps);
    }

    /** Each tap that a phone was told is done has its line in the trip log. */
    private void lost(Collection<DoneTap> taps) throws SQLException {
        List<String> logged =
                rows("""
                        SELECT t.id::text, t.outcome FROM user_task t JOIN trip_log l ON l.booking_id = t.booking_id
                            AND l.agent_id::text = t.assignee AND l.type = 'status_change'
                            AND l.new_status = CASE t.element_id
                                WHEN 'Task_AcceptTrip' THEN CASE t.outcome WHEN 'accepted' THEN 'accepted' ELSE 'awaiting_assignment' END
                                WHEN 'Task_StartPickup' THEN 'en_route_pickup'
                                WHEN 'Task_Arrived' THEN 'arrived'
                                WHEN 'Task_CustomerOnBoard' THEN 'in_progress'
                                WHEN 'Task_CompleteTrip' THEN 'completed' END
                        """).stream().map(row -> row.get(0) + " " + row.get(1)).toList();
        assertThat(logged)
                .as("every tap that was answered done")
                .containsAll(taps.stream()
                        .map(tap -> tap.taskId() + " " + tap.outcome())
                        .toList());
    }

    /**
     * Pairs that held the same agent or vehicle at the same moment for overlapping trips. The windows are computed anew from
     * the bookings: an assignment's own is cut when it ends.
     */
    private static String overlaps(String who) {
        return """
                WITH held AS (
                    SELECT a.id, a.%1$s AS who, tstzrange(a.assigned_at, a.released_at) AS held,
                           tstzrange(b.pickup_at - make_interval(mins => b.approach_minutes),
                               b.pickup_at + make_interval(mins => b.duration_minutes + b.turnaround_minutes)) AS trip
                    FROM assignment a JOIN booking b ON b.id = a.booking_id)
                SELECT x.id, y.id FROM held x JOIN held y ON x.who = y.who AND x.id < y.id AND x.held && y.held AND x.trip && y.trip
                """.formatted(who);
    }

    private void none(String what, String sql) throws SQLException {
        assertThat(rows(sql)).as(what).isEmpty();
    }

    List<List<String>> rows(String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (var statement = database.createStatement();
                var result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
