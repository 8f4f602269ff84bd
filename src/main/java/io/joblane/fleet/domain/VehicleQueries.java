package io.joblane.fleet.domain;

import io.joblane.fleet.VehicleStatus;
import io.joblane.fleet.VehicleView;
import io.joblane.shared.LowerCase;
import io.joblane.shared.VehicleType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists of vehicles, and what else uses one. */
@Component
class VehicleQueries {
    private final JdbcClient jdbc;

    VehicleQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By id, which is by age. */
    List<VehicleView> page(
            @Nullable VehicleType type, @Nullable VehicleStatus status, @Nullable UUID after, int limit) {
        String sql = "SELECT * FROM vehicle WHERE deleted_at IS NULL"
                + (type == null ? "" : " AND type = :type")
                + (status == null ? "" : " AND status = :status")
                + (after == null ? "" : " AND id > :after")
                + " ORDER BY id LIMIT :limit";
        return jdbc.sql(sql)
                .param("type", type == null ? null : LowerCase.of(type))
                .param("status", status == null ? null : LowerCase.of(status))
                .param("after", after)
                .param("limit", limit)
                .query(VehicleQueries::view)
                .list();
    }

    /** Whether a trip counts on the vehicle, now or later. */
    boolean isPlanned(UUID id) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM assignment WHERE vehicle_id = :id AND active)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private static VehicleView view(ResultSet row, int number) throws SQLException {
        return new VehicleView(
                row.getObject("id", UUID.class),
                row.getString("plate"),
                row.getString("make"),
                row.getString("model"),
                LowerCase.parse(VehicleType.class, row.getString("type")),
                row.getInt("capacity"),
                row.getInt("luggage_capacity"),
                LowerCase.parse(VehicleStatus.class, row.getString("status")),
                row.getBigDecimal("hourly_rate"),
                row.getInt("mileage"),
                row.getObject("next_service_due", LocalDate.class),
                row.getObject("insurance_expiry", LocalDate.class),
                row.getInt("version"));
    }
}
