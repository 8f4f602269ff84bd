package io.joblane.identity;

import io.joblane.database.ControlDatabase;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The time zones in which people live; of who has said nothing, their company's counts. */
@Service
public class PersonalZones {
    private final ControlDatabase control;

    PersonalZones(ControlDatabase control) {
        this.control = control;
    }

    public Optional<ZoneId> find(UUID user) {
        return control.jdbc()
                .sql("SELECT time_zone FROM app_user WHERE id = ? AND time_zone IS NOT NULL")
                .param(user)
                .query(String.class)
                .optional()
                .map(ZoneId::of);
    }

    /** Of everybody who has said so. */
    public Map<UUID, ZoneId> all() {
        Map<UUID, ZoneId> zones = new HashMap<>();
        control.jdbc()
                .sql("SELECT id, time_zone FROM app_user WHERE time_zone IS NOT NULL AND deleted_at IS NULL")
                .query(row -> {
                    zones.put(row.getObject("id", UUID.class), ZoneId.of(row.getString("time_zone")));
                });
        return zones;
    }

    /** @param zone null: the company's */
    public void set(UUID user, @Nullable ZoneId zone) {
        control.inTransaction(() -> control.jdbc()
                .sql("UPDATE app_user SET time_zone = ?, version = version + 1 WHERE id = ?")
                .param(zone == null ? null : zone.getId())
                .param(user)
                .update());
    }
}
