package io.joblane.workforce.domain;

import io.joblane.shared.Geo;
import io.joblane.workforce.AgentStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a person changes of an agent; null leaves a field as it is. */
public record AgentChange(
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable AgentStatus status,
        @Nullable Geo home,
        @Nullable UUID currentVehicleId) {}
