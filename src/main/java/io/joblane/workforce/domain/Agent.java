package io.joblane.workforce.domain;

import io.joblane.shared.Audit;
import io.joblane.shared.Audited;
import io.joblane.shared.Geo;
import io.joblane.shared.Ids;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.NewAgent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Embedded;

/**
 * The part of an agent that people edit. Position, rating and trip count are left out on purpose: phones and trips change
 * them all the time, and saving this record must not put old ones back.
 */
record Agent(
        @Id UUID id,
        @Nullable UUID userId,
        String name,
        String email,
        String phone,
        AgentStatus status,
        @Nullable Double homeLat,
        @Nullable Double homeLng,
        @Nullable UUID currentVehicleId,
        @Embedded.Nullable @Nullable Audit audit,
        @Version @Nullable Integer version)
        implements Audited<Agent> {

    static Agent of(NewAgent added) {
        Geo home = added.home();
        return new Agent(
                Ids.next(),
                added.userId(),
                added.name().strip(),
                added.email().strip(),
                added.phone().strip(),
                added.status(),
                home == null ? null : home.lat(),
                home == null ? null : home.lng(),
                added.currentVehicleId(),
                null,
                null);
    }

    Agent with(AgentChange change) {
        Geo home = change.home();
        return new Agent(
                id,
                userId,
                orElse(change.name(), name).strip(),
                orElse(change.email(), email).strip(),
                orElse(change.phone(), phone).strip(),
                orElse(change.status(), status),
                home == null ? homeLat : Double.valueOf(home.lat()),
                home == null ? homeLng : Double.valueOf(home.lng()),
                change.currentVehicleId() == null ? currentVehicleId : change.currentVehicleId(),
                audit,
                version);
    }

    Agent withoutVehicle() {
        return new Agent(id, userId, name, email, phone, status, homeLat, homeLng, null, audit, version);
    }

    Agent deleted(Instant at, String by) {
        return audit == null ? this : withAudit(audit.deleted(at, by));
    }

    @Override
    public Agent withAudit(Audit newAudit) {
        return new Agent(id, userId, name, email, phone, status, homeLat, homeLng, currentVehicleId, newAudit, version);
    }

    private static <T> T orElse(@Nullable T changed, T kept) {
        return changed == null ? kept : changed;
    }
}
