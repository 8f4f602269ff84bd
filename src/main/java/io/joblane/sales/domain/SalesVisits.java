package io.joblane.sales.domain;

import io.joblane.identity.Office;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where salespeople were, and what came of it. Visits are noted once and stay as they are. */
@Service
@Office
public class SalesVisits {
    private final JdbcClient jdbc;
    private final Places places;
    private final VisitTags tags;
    private final Clock clock;

    SalesVisits(JdbcClient jdbc, Places places, VisitTags tags, Clock clock) {
        this.jdbc = jdbc;
        this.places = places;
        this.tags = tags;
        this.clock = clock;
    }

    /** @param tags names of the visit's tags, as they are now */
    public record SalesVisit(
            UUID id,
            @Nullable UUID prospectId,
            @Nullable UUID customerId,
            UUID ownerId,
            String ownerName,
            Instant visitedAt,
            String notes,
            List<String> tags) {}

    private static final String SELECT = """
            SELECT v.*, ARRAY(SELECT t.name FROM visit_tag t WHERE t.id = ANY (v.tags) ORDER BY t.name) AS tag_names
            FROM sales_visit v WHERE v.deleted_at IS NULL""";

    /**
     * The latest first; a salesperson sees their own.
     *
     * @param before where the page before ended
     */
    @Transactional(readOnly = true)
    public List<SalesVisit> page(Place place, @Nullable Instant before, @Nullable UUID beforeId, int limit) {
        UUID owner = Owners.seen();
        return jdbc.sql(SELECT
                        + (owner == null ? "" : " AND v.owner_id = :owner")
                        + (place.prospectId() == null ? "" : " AND v.prospect_id = :prospect")
                        + (place.customerId() == null ? "" : " AND v.customer_id = :customer")
                        + (beforeId == null ? "" : " AND (v.visited_at, v.id) < (:before, :beforeId)")
                        + " ORDER BY v.visited_at DESC, v.id DESC LIMIT :limit")
                .param("owner", owner)
                .param("prospect", place.prospectId())
                .param("customer", place.customerId())
                .param("before", before == null ? null : Timestamp.from(before))
                .param("beforeId", beforeId)
                .param("limit", limit)
                .query(SalesVisits::row)
                .list();
    }

    /** @throws Problem 404, 422 {@code one_place}, {@code visit_tag_unknown}, {@code visit_in_the_future} */
    @Transactional
    public SalesVisit add(Place place, Instant visitedAt, String notes, List<UUID> visitTags) {
        places.require(place);
        tags.requireActive(visitTags);
        if (visitedAt.isAfter(clock.instant())) {
            throw Problem.unprocessable("visit_in_the_future", "A visit is noted when it has taken place.");
        }
        UUID id = Ids.next();
        jdbc.sql("""
                        INSERT INTO sales_visit (id, prospect_id, customer_id, owner_id, owner_name, visited_at, notes, tags)
                        VALUES (:id, :prospect, :customer, :owner, :name, :at, :notes, string_to_array(:tags, ',')::uuid[])
                        """)
                .param("id", id)
                .param("prospect", place.prospectId())
                .param("customer", place.customerId())
                .param("owner", Owners.self())
                .param("name", Owners.name())
                .param("at", Timestamp.from(visitedAt))
                .param("notes", notes)
                .param("tags", visitTags.stream().map(UUID::toString).collect(Collectors.joining(",")))
                .update();
        return jdbc.sql(SELECT + " AND v.id = ?")
                .param(id)
                .query(SalesVisits::row)
                .single();
    }

    private static SalesVisit row(ResultSet row, int number) throws SQLException {
        return new SalesVisit(
                row.getObject("id", UUID.class),
                row.getObject("prospect_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getObject("owner_id", UUID.class),
                row.getString("owner_name"),
                row.getTimestamp("visited_at").toInstant(),
                row.getString("notes"),
                List.of((String[]) row.getArray("tag_names").getArray()));
    }
}
