package io.joblane.sales.domain;

import io.joblane.context.CurrentActor;
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

/** The rows of {@code dormancy} and its notes. */
@Component
class DormancyTable {
    /** Every customer with the time of their last work, the future's included; cancelled work is none. */
    private static final String LAST_WORK = """
            SELECT c.id, c.salesperson_id, coalesce(greatest(
                (SELECT max(pickup_at) FROM booking b WHERE b.customer_id = c.id AND b.status <> 'cancelled' AND b.deleted_at IS NULL),
                (SELECT max(arrival_at) FROM job j WHERE j.customer_id = c.id AND j.status <> 'cancelled' AND j.deleted_at IS NULL)),
                c.created_at) AS last_work_at
            FROM customer c WHERE c.deleted_at IS NULL""";

    private static final String SELECT = """
            SELECT d.*, c.name AS customer FROM dormancy d JOIN customer c ON c.id = d.customer_id WHERE d.deleted_at IS NULL""";

    private final JdbcClient jdbc;
    private final Clock clock;

    DormancyTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether some customer's last work was before that. */
    boolean anyBefore(Instant limit) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM (" + LAST_WORK + ") w WHERE last_work_at < ?)")
                .param(Timestamp.from(limit))
                .query(Boolean.class)
                .single();
    }

    /** Notes those whose last work was before that and who are not noted yet. @return the new ones */
    List<UUID> notice(Instant limit, int weeks) {
        record Found(UUID customer, @Nullable UUID salesperson, Instant last) {}
        List<Found> found = jdbc.sql("SELECT * FROM (" + LAST_WORK + """
                        ) w WHERE last_work_at < ? AND NOT EXISTS (SELECT FROM dormancy d
                            WHERE d.customer_id = w.id AND d.closed_at IS NULL AND d.deleted_at IS NULL)
                        ORDER BY last_work_at, id
                        """)
                .param(Timestamp.from(limit))
                .query((row, number) -> new Found(
                        row.getObject("id", UUID.class),
                        row.getObject("salesperson_id", UUID.class),
                        row.getTimestamp("last_work_at").toInstant()))
                .list();
        return found.stream()
                .map(each -> add(each.customer(), each.salesperson(), each.last(), weeks))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<UUID> add(UUID customer, @Nullable UUID salesperson, Instant last, int weeks) {
        return jdbc.sql("""
                        INSERT INTO dormancy (id, customer_id, salesperson_id, last_work_at, weeks, noticed_at)
                        VALUES (:id, :customer, :salesperson, :last, :weeks, :now)
                        ON CONFLICT (customer_id) WHERE closed_at IS NULL AND deleted_at IS NULL DO NOTHING RETURNING id
                        """)
                .param("id", Ids.next())
                .param("customer", customer)
                .param("salesperson", salesperson)
                .param("last", Timestamp.from(last))
                .param("weeks", weeks)
                .param("now", Timestamp.from(clock.instant()))
                .query(UUID.class)
                .optional();
    }

    /** The customer has ordered again. @return what was closed */
    Optional<UUID> close(UUID customer) {
        return jdbc.sql("""
                        UPDATE dormancy SET closed_at = ?, version = version + 1
                        WHERE customer_id = ? AND closed_at IS NULL AND deleted_at IS NULL RETURNING id
                        """)
                .param(Timestamp.from(clock.instant()))
                .param(customer)
                .query(UUID.class)
                .optional();
    }

    /** Customers who are noted, and have work after that all the same. */
    List<UUID> awake(Instant limit) {
        return jdbc.sql("SELECT d.customer_id FROM dormancy d JOIN (" + LAST_WORK + """
                        ) w ON w.id = d.customer_id WHERE d.closed_at IS NULL AND d.deleted_at IS NULL AND w.last_work_at >= ?
                        """)
                .param(Timestamp.from(limit))
                .query(UUID.class)
                .list();
    }

    List<UUID> open() {
        return jdbc.sql("SELECT id FROM dormancy WHERE closed_at IS NULL AND deleted_at IS NULL ORDER BY id")
                .query(UUID.class)
                .list();
    }

    Optional<Dormancy> find(UUID id) {
        return jdbc.sql(SELECT + " AND d.id = ?").param(id).query(this::row).optional();
    }

    /**
     * The newest first.
     *
     * @param salesperson null: everybody's
     */
    List<Dormancy> page(@Nullable UUID salesperson, boolean openOnly, @Nullable UUID after, int limit) {
        return jdbc.sql(SELECT
                        + (salesperson == null
                                ? ""
                                : " AND (d.salesperson_id = :salesperson OR d.salesperson_id IS NULL)")
                        + (openOnly ? " AND d.closed_at IS NULL" : "")
                        + (after == null ? "" : " AND d.id < :after")
                        + " ORDER BY d.id DESC LIMIT :limit")
                .param("salesperson", salesperson)
                .param("after", after)
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    void note(UUID id, String text, String byName) {
        jdbc.sql("INSERT INTO dormancy_note (id, dormancy_id, text, by, by_name, at) VALUES (?, ?, ?, ?, ?, ?)")
                .param(Ids.next())
                .param(id)
                .param(text)
                .param(CurrentActor.get().auditName())
                .param(byName)
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    private Dormancy row(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Timestamp closed = row.getTimestamp("closed_at");
        return new Dormancy(
                id,
                row.getObject("customer_id", UUID.class),
                row.getString("customer"),
                row.getObject("salesperson_id", UUID.class),
                row.getTimestamp("last_work_at").toInstant(),
                row.getInt("weeks"),
                row.getTimestamp("noticed_at").toInstant(),
                closed == null ? null : closed.toInstant(),
                notes(id));
    }

    private List<Dormancy.Note> notes(UUID id) {
        return jdbc.sql("SELECT * FROM dormancy_note WHERE dormancy_id = ? ORDER BY id")
                .param(id)
                .query((row, number) -> new Dormancy.Note(
                        row.getString("text"),
                        row.getString("by_name"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
