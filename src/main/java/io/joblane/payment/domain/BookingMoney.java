package io.joblane.payment.domain;

import io.joblane.booking.CashReceived;
import io.joblane.booking.PaymentConfirmed;
import io.joblane.booking.RefundDecided;
import io.joblane.payment.domain.PaymentTable.NewPayment;
import io.joblane.payment.domain.RefundTable.NewRefund;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes down what bookings say of money, in the transaction in which they say it. */
@Component
class BookingMoney {
    private final PaymentTable payments;
    private final RefundTable refunds;
    private final Clock clock;

    BookingMoney(PaymentTable payments, RefundTable refunds, Clock clock) {
        this.payments = payments;
        this.refunds = refunds;
        this.clock = clock;
    }

    /** Without a price nobody knows how much it was: the office writes the payment down when the invoice is there. */
    @EventListener
    void on(PaymentConfirmed confirmed) {
        BigDecimal amount = confirmed.amount();
        if (amount != null && amount.signum() > 0) {
            payments.insert(new NewPayment(
                    confirmed.bookingId(),
                    null,
                    confirmed.customerId(),
                    "confirmed",
                    null,
                    amount,
                    confirmed.currency(),
                    clock.instant(),
                    ""));
        }
    }

    @EventListener
    void on(CashReceived cash) {
        payments.insert(new NewPayment(
                cash.bookingId(),
                null,
                cash.customerId(),
                "cash",
                null,
                cash.amount(),
                cash.currency(),
                cash.at(),
                ""));
    }

    /** By the way the money came; what no provider holds is paid out by the office. */
    @EventListener
    void on(RefundDecided decided) {
        Optional<Payment> payment = payments.ofBooking(decided.bookingId()).stream()
                .filter(p -> p.refundable().signum() > 0)
                .findFirst();
        BigDecimal amount =
                payment.map(p -> p.refundable().min(decided.amount())).orElse(decided.amount());
        boolean provider = payment.isPresent() && payment.get().provider() != null;
        refunds.insert(new NewRefund(
                payment.map(Payment::id).orElse(null),
                decided.bookingId(),
                decided.customerId(),
                "cancellation",
                provider ? RefundState.REQUESTED : RefundState.MANUAL,
                amount,
                decided.currency(),
                ""));
    }
}
