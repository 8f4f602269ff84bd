package io.joblane.dispatch.domain;

import io.joblane.shared.Geo;
import io.joblane.shared.TimeWindow;
import io.joblane.shared.VehicleType;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an agent and a vehicle must fit.
 *
 * @param window the whole trip, from setting out to being free again
 * @param day the pickup's day in the company's time zone: service and insurance must reach beyond it
 * @param round of this search; who did not answer in it is not asked again
 */
record Search(
        UUID bookingId,
        Geo pickup,
        TimeWindow window,
        LocalDate day,
        VehicleType vehicleType,
        int passengers,
        int luggage,
        int round,
        @Nullable UUID preferredAgentId) {}
