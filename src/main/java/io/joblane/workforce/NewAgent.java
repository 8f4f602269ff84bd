package io.joblane.workforce;

import io.joblane.shared.Geo;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent who joins.
 *
 * @param position where the agent is now; the home until the phone says otherwise
 * @param rating the mean of the {@code ratingCount} ratings brought along, 0 without any
 * @param tripCount the trips made before
 */
public record NewAgent(
        @Nullable UUID userId,
        String name,
        String email,
        String phone,
        AgentStatus status,
        @Nullable Geo home,
        @Nullable Geo position,
        @Nullable UUID currentVehicleId,
        BigDecimal rating,
        int ratingCount,
        int tripCount) {

    /** Somebody without a history. */
    public NewAgent(
            @Nullable UUID userId,
            String name,
            String email,
            String phone,
            AgentStatus status,
            @Nullable Geo home,
            @Nullable UUID currentVehicleId) {
        this(userId, name, email, phone, status, home, home, currentVehicleId, BigDecimal.ZERO, 0, 0);
    }
}
