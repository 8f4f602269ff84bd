package io.joblane.booking.domain;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.PaymentMethod;
import io.joblane.booking.PaymentStatus;
import io.joblane.booking.Place;
import io.joblane.booking.Priority;
import io.joblane.shared.Audit;
import io.joblane.shared.VehicleType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A changed copy of a booking. */
final class BookingBuilder {
    private final UUID id;
    private String reference;
    private BookingStatus status;
    private UUID customerId;
    private Place pickup;
    private Place dropoff;
    private Instant pickupAt;
    private int passengers;
    private int luggage;
    private VehicleType vehicleType;
    private final PaymentMethod paymentMethod;
    private PaymentStatus paymentStatus;
    private Priority priority;
    private String notes;
    private final String currency;
    private @Nullable BigDecimal priceEstimate;
    private @Nullable Estimate estimate;
    private @Nullable UUID preferredAgentId;
    private @Nullable Instant dispatchRequestedAt;
    private @Nullable Completion completion;
    private @Nullable Cancellation cancellation;
    private @Nullable Integer version;
    private @Nullable Audit audit;

    BookingBuilder(Booking from) {
        this.id = from.id();
        this.reference = from.reference();
        this.status = from.status();
        this.customerId = from.customerId();
        this.pickup = from.pickup();
        this.dropoff = from.dropoff();
        this.pickupAt = from.pickupAt();
        this.passengers = from.passengers();
        this.luggage = from.luggage();
        this.vehicleType = from.vehicleType();
        this.paymentMethod = from.paymentMethod();
        this.paymentStatus = from.paymentStatus();
        this.priority = from.priority();
        this.notes = from.notes();
        this.currency = from.currency();
        this.priceEstimate = from.priceEstimate();
        this.estimate = from.estimate();
        this.preferredAgentId = from.preferredAgentId();
        this.dispatchRequestedAt = from.dispatchRequestedAt();
        this.completion = from.completion();
        this.cancellation = from.cancellation();
        this.version = from.version();
        this.audit = from.audit();
    }

    Booking build() {
        return new Booking(
                id,
                reference,
                status,
                customerId,
                pickup,
                dropoff,
                pickupAt,
                passengers,
                luggage,
                vehicleType,
                paymentMethod,
                paymentStatus,
                priority,
                notes,
                currency,
                priceEstimate,
                estimate,
                preferredAgentId,
                dispatchRequestedAt,
                completion,
                cancellation,
                version,
                audit);
    }

    BookingBuilder status(BookingStatus status) {
        this.status = status;
        return this;
    }

    BookingBuilder pickup(Place pickup) {
        this.pickup = pickup;
        return this;
    }

    BookingBuilder dropoff(Place dropoff) {
        this.dropoff = dropoff;
        return this;
    }

    BookingBuilder pickupAt(Instant pickupAt) {
        this.pickupAt = pickupAt;
        return this;
    }

    BookingBuilder passengers(int passengers) {
        this.passengers = passengers;
        return this;
    }

    BookingBuilder luggage(int luggage) {
        this.luggage = luggage;
        return this;
    }

    BookingBuilder vehicleType(VehicleType vehicleType) {
        this.vehicleType = vehicleType;
        return this;
    }

    BookingBuilder paymentStatus(PaymentStatus paymentStatus) {
        this.paymentStatus = paymentStatus;
        return this;
    }

    BookingBuilder priority(Priority priority) {
        this.priority = priority;
        return this;
    }

    BookingBuilder notes(String notes) {
        this.notes = notes;
        return this;
    }

    BookingBuilder priceEstimate(@Nullable BigDecimal priceEstimate) {
        this.priceEstimate = priceEstimate;
        return this;
    }

    BookingBuilder estimate(@Nullable Estimate estimate) {
        this.estimate = estimate;
        return this;
    }

    BookingBuilder preferredAgentId(@Nullable UUID preferredAgentId) {
        this.preferredAgentId = preferredAgentId;
        return this;
    }

    BookingBuilder dispatchRequestedAt(@Nullable Instant dispatchRequestedAt) {
        this.dispatchRequestedAt = dispatchRequestedAt;
        return this;
    }

    BookingBuilder completion(@Nullable Completion completion) {
        this.completion = completion;
        return this;
    }

    BookingBuilder cancellation(@Nullable Cancellation cancellation) {
        this.cancellation = cancellation;
        return this;
    }

    BookingBuilder version(int version) {
        this.version = version;
        return this;
    }

    BookingBuilder audit(@Nullable Audit audit) {
        this.audit = audit;
        return this;
    }

    BookingBuilder reference(String reference) {
        this.reference = reference;
        return this;
    }

    BookingBuilder customerId(UUID customerId) {
        this.customerId = customerId;
        return this;
    }
}
