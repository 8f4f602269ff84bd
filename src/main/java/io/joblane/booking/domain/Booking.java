package io.joblane.booking.domain;

import static io.joblane.booking.BookingStatus.ACCEPTED;
import static io.joblane.booking.BookingStatus.ARRIVED;
import static io.joblane.booking.BookingStatus.ASSIGNED;
import static io.joblane.booking.BookingStatus.AWAITING_ASSIGNMENT;
import static io.joblane.booking.BookingStatus.CANCELLED;
import static io.joblane.booking.BookingStatus.COMPLETED;
import static io.joblane.booking.BookingStatus.EN_ROUTE_PICKUP;
import static io.joblane.booking.BookingStatus.INVOICED;
import static io.joblane.booking.BookingStatus.IN_PROGRESS;
import static io.joblane.booking.BookingStatus.PENDING;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.booking.PaymentMethod;
import io.joblane.booking.PaymentStatus;
import io.joblane.booking.Place;
import io.joblane.booking.Priority;
import io.joblane.shared.Audit;
import io.joblane.shared.Audited;
import io.joblane.shared.LowerCase;
import io.joblane.shared.VehicleType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.Embedded.OnEmpty;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A transport order. A transition returns a changed copy and refuses an illegal move; who may ask for it is the service's
 * business.
 */
@Table("booking")
public record Booking(
        @Id UUID id,
        String reference,
        BookingStatus status,
        UUID customerId,

        @Embedded(onEmpty = OnEmpty.USE_NULL, prefix = "pickup_")
        Place pickup,

        @Embedded(onEmpty = OnEmpty.USE_NULL, prefix = "dropoff_")
        Place dropoff,

        Instant pickupAt,
        int passengers,
        int luggage,
        VehicleType vehicleType,
        PaymentMethod paymentMethod,
        PaymentStatus paymentStatus,
        Priority priority,
        String notes,
        String currency,
        @Nullable BigDecimal priceEstimate,
        @Embedded(onEmpty = OnEmpty.USE_NULL) @Nullable Estimate estimate,
        @Nullable UUID preferredAgentId,
        @Nullable Instant dispatchRequestedAt,
        @Embedded(onEmpty = OnEmpty.USE_NULL) @Nullable Completion completion,
        @Embedded(onEmpty = OnEmpty.USE_NULL) @Nullable Cancellation cancellation,
        @Version @Nullable Integer version,
        @Embedded(onEmpty = OnEmpty.USE_NULL) @Nullable Audit audit)
        implements Audited<Booking> {

    /** From which statuses a status may be reached. An admin's intervention leads back to assigned or awaiting. */
    private static final Map<BookingStatus, Set<BookingStatus>> BEFORE = new EnumMap<>(Map.of(
            AWAITING_ASSIGNMENT, Set.of(PENDING, ASSIGNED, ACCEPTED, EN_ROUTE_PICKUP, ARRIVED, IN_PROGRESS),
            ASSIGNED, Set.of(AWAITING_ASSIGNMENT, ASSIGNED, ACCEPTED, EN_ROUTE_PICKUP, ARRIVED, IN_PROGRESS),
            ACCEPTED, Set.of(ASSIGNED),
            EN_ROUTE_PICKUP, Set.of(ACCEPTED),
            ARRIVED, Set.of(EN_ROUTE_PICKUP),
            IN_PROGRESS, Set.of(ARRIVED),
            COMPLETED, Set.of(IN_PROGRESS),
            INVOICED, Set.of(COMPLETED),
            CANCELLED,
                    Set.of(PENDING, AWAITING_ASSIGNMENT, ASSIGNED, ACCEPTED, EN_ROUTE_PICKUP, ARRIVED, IN_PROGRESS)));

    public boolean canBecome(BookingStatus next) {
        return BEFORE.getOrDefault(next, Set.of()).contains(status);
    }

    /** @throws IllegalTransitionException where the status cannot be reached from here */
    public Booking become(BookingStatus next) {
        if (!canBecome(next)) {
            throw new IllegalTransitionException(reference, status, next);
        }
        return copy().status(next).build();
    }

    Booking placed(String newReference, UUID customer) {
        return copy().reference(newReference).customerId(customer).build();
    }

    public Booking paid() {
        return copy().paymentStatus(PaymentStatus.PAID).build();
    }

    public Booking completed(Completion report) {
        return become(COMPLETED).copy().completion(report).build();
    }

    public Booking cancelled(String by, String reason, Instant at) {
        Cancellation why = new Cancellation(status, by, reason, at, null, null);
        return become(CANCELLED).copy().cancellation(why).build();
    }

    /** @param share percent, 0..100; the amount is of what was paid, so nothing where nothing was */
    public Booking refunded(int share, BigDecimal amount) {
        Cancellation known = Objects.requireNonNull(cancellation, "only a cancelled booking is refunded");
        return copy().cancellation(
                        new Cancellation(known.from(), known.by(), known.reason(), known.at(), share, amount))
                .build();
    }

    @Override
    public Booking withAudit(Audit now) {
        return copy().audit(now).build();
    }

    BookingBuilder copy() {
        return new BookingBuilder(this);
    }

    public BookingView view() {
        return new BookingView(
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
                estimate == null ? null : estimate.distanceKm(),
                estimate == null ? null : estimate.durationMinutes(),
                estimate == null ? null : estimate.approachMinutes(),
                estimate == null ? null : estimate.turnaroundMinutes(),
                completion == null ? null : completion.distanceKm(),
                completion == null ? null : completion.durationMinutes(),
                completion == null ? null : completion.waitingMinutes(),
                completion == null ? null : completion.notes(),
                cancellation == null ? null : LowerCase.of(cancellation.from()),
                cancellation == null ? null : cancellation.by(),
                cancellation == null ? null : cancellation.reason(),
                cancellation == null ? null : cancellation.refundShare(),
                preferredAgentId,
                audit == null ? pickupAt : audit.createdAt(),
                version == null ? 0 : version);
    }
}
