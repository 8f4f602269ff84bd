package io.joblane.booking.domain;

import io.joblane.booking.AssignmentStatus;
import io.joblane.booking.AssignmentView;
import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.booking.Bookings;
import io.joblane.booking.PaymentConfirmed;
import io.joblane.booking.PaymentMethod;
import io.joblane.booking.PaymentStatus;
import io.joblane.booking.RefundDecided;
import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.customer.Customers;
import io.joblane.database.Transactions;
import io.joblane.engine.Outbox;
import io.joblane.identity.Staff;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Money;
import io.joblane.shared.Problem;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** A booking's life apart from its trip: placed, paid, cancelled, given up, invoiced. Amending is {@link AmendmentService}'s. */
@Service
public class BookingService implements Bookings {
    /** A pickup may be asked for "now", and a clock may be a little off. */
    private static final Duration PAST_ALLOWED = Duration.ofMinutes(5);

    private static final Duration FUTURE_ALLOWED = Duration.ofDays(730);

    private final BookingStore bookings;
    private final AssignmentTable assignments;
    private final AssignmentService ends;
    private final Customers customers;
    private final Companies companies;
    private final Estimator estimator;
    private final TripLog log;
    private final Outbox outbox;
    private final Clock clock;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;

    BookingService(
            BookingStore bookings,
            AssignmentTable assignments,
            AssignmentService ends,
            Customers customers,
            Companies companies,
            Estimator estimator,
            TripLog log,
            Outbox outbox,
            Clock clock,
            Transactions transactions,
            ApplicationEventPublisher events) {
        this.bookings = bookings;
        this.assignments = assignments;
        this.ends = ends;
        this.customers = customers;
        this.companies = companies;
        this.estimator = estimator;
        this.log = log;
        this.outbox = outbox;
        this.clock = clock;
        this.transactions = transactions;
        this.events = events;
    }

    /** A booking that is estimated but not stored: the estimate asks the engine, which no transaction may wait for. */
    public record Draft(NewBooking order, Booking booking) {}

    /** @throws Problem 422 for a pickup time that cannot be served */
    @Staff
    public Draft draft(NewBooking order) {
        requireServable(order.pickupAt());
        Company company = companies.current();
        Booking booking = new Booking(
                Ids.next(),
                "",
                BookingStatus.PENDING,
                new UUID(0, 0),
                order.pickup(),
                order.dropoff(),
                order.pickupAt(),
                order.passengers(),
                order.luggage(),
                order.vehicleType(),
                order.paymentMethod(),
                paymentStatus(order.paymentMethod()),
                order.priority(),
                order.notes(),
                company.currency(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        Booking estimated = estimator
                .tryEstimate(booking)
                .map(e -> booking.copy()
                        .estimate(e.estimate())
                        .priceEstimate(e.price())
                        .build())
                .orElse(booking);
        return new Draft(order, estimated);
    }

    /** Stores the draft and starts its process, in the caller's transaction or one of its own. */
    @Staff
    public BookingView place(Draft draft) {
        return transactions.run(() -> {
            NewBooking order = draft.order();
            UUID customer = customers.findOrCreate(order.customerName(), order.customerEmail(), order.customerPhone());
            Booking saved = bookings.save(draft.booking().placed(bookings.nextReference(), customer));
            log.placed(saved);
            customers.booked(customer);
            startProcess(saved, true);
            return saved.view();
        });
    }

    /** @param mayWaitForPayment false once it was let through: it does not wait again */
    void startProcess(Booking booking, boolean mayWaitForPayment) {
        outbox.message(
                "booking.placed",
                booking.id(),
                Map.of(
                        "company", companies.current().slug(),
                        "bookingId", booking.id(),
                        "paymentRequired", mayWaitForPayment && booking.paymentStatus() == PaymentStatus.UNPAID,
                        "paymentMethod", LowerCase.of(booking.paymentMethod()),
                        "priority", LowerCase.of(booking.priority()),
                        "vehicleType", LowerCase.of(booking.vehicleType())));
    }

    void requireServable(Instant pickupAt) {
        Instant now = clock.instant();
        if (pickupAt.isBefore(now.minus(PAST_ALLOWED))) {
            throw Problem.unprocessable("pickup_in_the_past", "pickupAt lies in the past: choose a time from now on.");
        }
        if (pickupAt.isAfter(now.plus(FUTURE_ALLOWED))) {
            throw Problem.unprocessable("pickup_too_far", "pickupAt must lie within two years.");
        }
    }

    private static PaymentStatus paymentStatus(PaymentMethod method) {
        return switch (method) {
            case CARD -> PaymentStatus.UNPAID;
            case ACCOUNT -> PaymentStatus.ON_ACCOUNT;
            case CASH -> PaymentStatus.ON_COMPLETION;
        };
    }

    /** Records the payment. Once is enough: a repeat changes nothing. */
    @Staff
    public BookingView confirmPayment(UUID id) {
        return locked(id, booking -> {
                    if (booking.paymentStatus() == PaymentStatus.PAID) {
                        return booking;
                    }
                    if (booking.status() != BookingStatus.PENDING) {
                        throw new IllegalTransitionException(
                                booking.reference(), booking.status(), BookingStatus.AWAITING_ASSIGNMENT);
                    }
                    Booking paid = letThrough(booking);
                    events.publishEvent(new PaymentConfirmed(
                            id, booking.customerId(), booking.priceEstimate(), booking.currency()));
                    return paid;
                })
                .view();
    }

    private Booking letThrough(Booking booking) {
        Booking paid = bookings.save(booking.paid());
        log.event(paid, "payment_confirmed", null, null);
        outbox.message("booking.paymentConfirmed", booking.id());
        return paid;
    }

    @Override
    public Paid confirmPaid(UUID bookingId) {
        return transactions.run(() -> {
            Booking booking = bookings.lock(bookingId);
            if (booking.status() == BookingStatus.CANCELLED) {
                return Paid.TOO_LATE;
            }
            if (booking.paymentStatus() == PaymentStatus.PAID || booking.status() != BookingStatus.PENDING) {
                return Paid.ALREADY;
            }
            letThrough(booking);
            return Paid.CONFIRMED;
        });
    }

    /** The payment window is over. @return whether the booking ended by it; false where the payment was first */
    public boolean expirePayment(UUID id) {
        return locked(
                                id,
                                booking -> booking.status() == BookingStatus.PENDING
                                                && booking.paymentStatus() == PaymentStatus.UNPAID
                                        ? end(booking, "payment", "payment_expired")
                                        : booking)
                        .status()
                == BookingStatus.CANCELLED;
    }

    /** Estimates a booking that has no estimate yet; empty where it has one. Called outside any transaction. */
    public Optional<Estimated> missingEstimate(UUID id) {
        return bookings.find(id).filter(b -> b.estimate() == null).map(b -> {
            Estimator.Estimated made = estimator.estimate(b);
            return new Estimated(made.estimate(), made.price());
        });
    }

    public record Estimated(Estimate estimate, BigDecimal price) {}

    /** Lets the booking be dispatched. */
    public void openForDispatch(UUID id, Optional<Estimated> estimate) {
        locked(id, booking -> {
            Booking known = estimate.isPresent() && booking.estimate() == null
                    ? booking.copy()
                            .estimate(estimate.get().estimate())
                            .priceEstimate(estimate.get().price())
                            .build()
                    : booking;
            return known.status() == BookingStatus.PENDING
                    ? bookings.move(
                            booking, known.become(BookingStatus.AWAITING_ASSIGNMENT), null, clock.instant(), null)
                    : booking;
        });
    }

    /**
     * Ends the booking before its trip is completed: frees the agent, tells the process.
     *
     * @param by {@code customer} or {@code dispatcher}
     * @throws Problem 409 where it is completed: a credit note is the way then
     */
    @Staff
    public BookingView cancel(UUID id, String by, String reason) {
        return locked(id, booking -> {
                    if (booking.status() == BookingStatus.CANCELLED) {
                        return booking;
                    }
                    if (!booking.canBecome(BookingStatus.CANCELLED)) {
                        throw Problem.conflict(
                                "booking_" + LowerCase.of(booking.status()),
                                "The trip of booking " + booking.reference()
                                        + " is completed. It can be corrected by a credit note only.");
                    }
                    Booking cancelled = end(booking, by, reason);
                    outbox.message("booking.cancelled", id);
                    return cancelled;
                })
                .view();
    }

    /** Nobody was found until the pickup time. @return false where the booking got an agent or another time meanwhile */
    public boolean giveUp(UUID id) {
        return locked(
                                id,
                                booking -> waitsForAgent(booking)
                                                && !booking.pickupAt().isAfter(clock.instant())
                                        ? end(booking, "system", "no_agent_found")
                                        : booking)
                        .status()
                == BookingStatus.CANCELLED;
    }

    /** Also one whose row says less than its process, which then would search for ever and without a pause. */
    private static boolean waitsForAgent(Booking booking) {
        return booking.status() == BookingStatus.AWAITING_ASSIGNMENT || booking.status() == BookingStatus.PENDING;
    }

    private Booking end(Booking booking, String by, String reason) {
        Instant now = clock.instant();
        Optional<AssignmentView> current = assignments.current(booking.id());
        current.ifPresent(a -> ends.end(a, AssignmentStatus.CANCELLED, now, reason));
        return bookings.move(booking, booking.cancelled(by, reason, now), current.orElse(null), now, reason);
    }

    /** Writes down what the cancellation policy decided. The amount is the share of what was paid. */
    public void settleCancellation(UUID id, int refundShare) {
        locked(id, booking -> {
            BigDecimal estimate = booking.priceEstimate();
            boolean paid = booking.paymentStatus() == PaymentStatus.PAID && estimate != null;
            BigDecimal refund = paid
                    ? new Money(Objects.requireNonNull(estimate), booking.currency())
                            .percent(refundShare)
                            .amount()
                    : BigDecimal.ZERO.setScale(2);
            Booking settled = bookings.save(booking.refunded(refundShare, refund));
            log.event(settled, "cancellation_settled", null, "refund " + refundShare + " %");
            if (refund.signum() > 0) {
                events.publishEvent(new RefundDecided(id, booking.customerId(), refund, booking.currency()));
            }
            return settled;
        });
    }

    /** Several changes that must see and make one state: {@code change} gets the booking under its lock. */
    Booking locked(UUID id, Function<Booking, Booking> change) {
        return transactions.run(() -> change.apply(bookings.lock(id)));
    }

    @Override
    public Optional<BookingView> find(UUID id) {
        return bookings.find(id).map(Booking::view);
    }

    @Override
    public Optional<BookingView> lock(UUID id) {
        return bookings.tryLock(id).map(Booking::view);
    }

    /** What the process needs to find its place. */
    public Plan plan(UUID id) {
        Booking booking = bookings.find(id).orElseThrow(BookingStore::notFound);
        List<AssignmentView> all = assignments.all(id);
        @Nullable AssignmentView current =
                all.stream().filter(AssignmentView::active).findFirst().orElse(null);
        int round = all.stream().mapToInt(AssignmentView::round).max().orElse(1);
        return new Plan(
                booking.view(),
                booking.cancellation() == null ? null : booking.cancellation().at(),
                current,
                round,
                booking.dispatchRequestedAt() != null);
    }

    /** @param round of the last automatic search, 1 before the first */
    public record Plan(
            BookingView booking,
            @Nullable Instant cancelledAt,
            @Nullable AssignmentView current,
            int round,
            boolean dispatchNow) {}

    @Override
    public Optional<AssignmentView> currentAssignment(UUID bookingId) {
        return assignments.current(bookingId);
    }

    @Override
    public List<AssignmentView> assignments(UUID bookingId) {
        return assignments.all(bookingId);
    }

    @Override
    public boolean markInvoiced(UUID bookingId, String invoiceNumber) {
        Booking booking = bookings.lock(bookingId);
        if (booking.status() == BookingStatus.INVOICED) {
            return false;
        }
        bookings.move(booking, BookingStatus.INVOICED, null, clock.instant(), "invoice " + invoiceNumber);
        return true;
    }
}
