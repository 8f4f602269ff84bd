package io.joblane.booking.domain;

import io.joblane.booking.PaymentMethod;
import io.joblane.booking.Place;
import io.joblane.booking.Priority;
import io.joblane.shared.VehicleType;
import java.time.Instant;

/** What a caller orders. */
public record NewBooking(
        String customerName,
        String customerEmail,
        String customerPhone,
        Place pickup,
        Place dropoff,
        Instant pickupAt,
        int passengers,
        int luggage,
        VehicleType vehicleType,
        PaymentMethod paymentMethod,
        Priority priority,
        String notes) {}
