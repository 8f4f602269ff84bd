package io.joblane.payment.domain;

import io.joblane.booking.Bookings;
import io.joblane.booking.Bookings.Paid;
import io.joblane.database.Transactions;
import io.joblane.payment.domain.RefundTable.NewRefund;
import io.joblane.shared.Money;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What follows from a provider's word about a payment, once, in whatever order the words come. */
@Component
class Settlements {
    private static final Logger log = LoggerFactory.getLogger(Settlements.class);

    private final PaymentTable payments;
    private final RefundTable refunds;
    private final Bookings bookings;
    private final Transactions transactions;
    private final Clock clock;

    Settlements(PaymentTable payments, RefundTable refunds, Bookings bookings, Transactions transactions, Clock clock) {
        this.payments = payments;
        this.refunds = refunds;
        this.bookings = bookings;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The money is there: lets the booking go on. Money that comes for a booking that has ended, or was paid already, goes
     * back by itself; less than the price lets nothing go on, and a dispatcher decides.
     *
     * @return what came of it, for the log of events
     */
    String succeeded(UUID paymentId, String providerId, Money received) {
        return transactions.run(() -> {
            UUID bookingId = payments.find(paymentId).map(Payment::bookingId).orElse(null);
            if (bookingId != null) {
                bookings.lock(bookingId);
            }
            Payment payment = payments.lock(paymentId).orElseThrow();
            if (payment.state() == PaymentState.SUCCEEDED) {
                return "known";
            }
            if (!received.currency().equals(payment.currency())) {
                log.error(
                        "Payment {} came in {}, not in {}: look at it at the provider",
                        paymentId,
                        received.currency(),
                        payment.currency());
                return "other currency";
            }
            payments.succeed(paymentId, providerId, received.amount(), clock.instant());
            if (bookingId == null) {
                return "received";
            }
            if (received.amount().compareTo(payment.amount()) < 0) {
                log.error(
                        "Payment {} is less than asked for: a dispatcher decides what becomes of the booking",
                        paymentId);
                return "too little";
            }
            Paid paid = bookings.confirmPaid(bookingId);
            if (paid != Paid.CONFIRMED) {
                refunds.insert(new NewRefund(
                        paymentId,
                        bookingId,
                        payment.customerId(),
                        "late_payment",
                        RefundState.REQUESTED,
                        received.amount(),
                        received.currency(),
                        ""));
                return "sent back";
            }
            return "confirmed";
        });
    }

    String notSucceeded(UUID paymentId, PaymentState state, @Nullable String failure) {
        return transactions.run(() -> {
            Optional<Payment> payment = payments.lock(paymentId);
            if (payment.isEmpty() || payment.get().state() == PaymentState.SUCCEEDED) {
                return "late";
            }
            payments.notSucceeded(paymentId, state, failure);
            return "noted";
        });
    }
}
