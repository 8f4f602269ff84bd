package io.joblane.workforce.domain;

import io.joblane.shared.Geo;
import io.joblane.shared.LowerCase;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.AgentView;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads whole agents, the fast-changing columns included. */
@Component
class AgentQueries {
    private static final String SELECT = """
            SELECT id, user_id, name, email, phone, status, position_lat, position_lng, position_at, current_vehicle_id,
                   rating, rating_count, trip_count, version
            FROM agent WHERE deleted_at IS NULL AND\s""";

    private final JdbcClient jdbc;

    AgentQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<AgentView> byId(UUID id) {
        return jdbc.sql(SELECT + "id = :id")
                .param("id", id)
                .query(AgentQueries::view)
                .optional();
    }

    Optional<AgentView> byUser(UUID userId) {
        return jdbc.sql(SELECT + "user_id = :user")
                .param("user", userId)
                .query(AgentQueries::view)
                .optional();
    }

    /** By id, which is by age. */
    List<AgentView> page(@Nullable AgentStatus status, @Nullable UUID after, int limit) {
        String filter = (status == null ? "true" : "status = :status") + (after == null ? "" : " AND id > :after");
        return jdbc.sql(SELECT + filter + " ORDER BY id LIMIT :limit")
                .param("status", status == null ? null : LowerCase.of(status))
                .param("after", after)
                .param("limit", limit)
                .query(AgentQueries::view)
                .list();
    }

    /** Whether a trip counts on the agent, now or later. */
    boolean isPlanned(UUID id) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM assignment WHERE agent_id = :id AND active)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private static AgentView view(ResultSet row, int number) throws SQLException {
        Double lat = row.getObject("position_lat", Double.class);
        Double lng = row.getObject("position_lng", Double.class);
        Timestamp positionAt = row.getTimestamp("position_at");
        return new AgentView(
                row.getObject("id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getString("name"),
                row.getString("email"),
                row.getString("phone"),
                LowerCase.parse(AgentStatus.class, row.getString("status")),
                lat == null || lng == null ? null : new Geo(lat, lng),
                positionAt == null ? null : positionAt.toInstant(),
                row.getObject("current_vehicle_id", UUID.class),
                row.getBigDecimal("rating").setScale(2, RoundingMode.HALF_UP),
                row.getInt("rating_count"),
                row.getInt("trip_count"),
                row.getInt("version"));
    }
}
