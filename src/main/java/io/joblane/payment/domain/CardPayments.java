package io.joblane.payment.domain;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.booking.Bookings;
import io.joblane.booking.PaymentMethod;
import io.joblane.booking.PaymentStatus;
import io.joblane.context.CurrentCompany;
import io.joblane.database.Transactions;
import io.joblane.identity.Staff;
import io.joblane.payment.domain.CardProvider.Intent;
import io.joblane.payment.domain.CardProvider.NewIntent;
import io.joblane.payment.domain.PaymentTable.NewPayment;
import io.joblane.shared.Money;
import io.joblane.shared.Problem;
import java.math.BigDecimal;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Offers customers to pay by card. The row is there before the provider is asked, and its id is what the provider tells
 * repetitions by: however often this is called, and wherever it was cut off, a booking has one offer.
 */
@Service
public class CardPayments {
    private final PaymentAccounts accounts;
    private final CardProvider provider;
    private final PaymentTable payments;
    private final Settlements settlements;
    private final Bookings bookings;
    private final Transactions transactions;

    CardPayments(
            PaymentAccounts accounts,
            CardProvider provider,
            PaymentTable payments,
            Settlements settlements,
            Bookings bookings,
            Transactions transactions) {
        this.accounts = accounts;
        this.provider = provider;
        this.payments = payments;
        this.settlements = settlements;
        this.bookings = bookings;
        this.transactions = transactions;
    }

    /** @param clientSecret with which the customer's browser pays; it is kept nowhere */
    public record Offer(
            UUID paymentId,
            String clientSecret,
            String publishableKey,
            BigDecimal amount,
            String currency,
            PaymentState state) {
        @Override
        public String toString() {
            return "Offer[" + paymentId + ", " + state + "]";
        }
    }

    /**
     * The amount is the price as it is estimated now. Not inside a transaction: asks the provider.
     *
     * @throws Problem 404 {@code booking_not_found}; 409 {@code not_a_card_booking}, {@code already_paid},
     *     {@code booking_not_waiting}, {@code price_unknown}, {@code card_payments_not_configured}; what {@link ProviderFault} says
     */
    @Staff
    public Offer offer(UUID bookingId) {
        Account account = accounts.required();
        Started started = transactions.run(() -> start(bookingId));
        try {
            Intent intent = intent(account, started);
            if (intent.state() == PaymentState.SUCCEEDED) {
                // Paid, and the provider's word has not come, or not yet.
                settlements.succeeded(started.payment().id(), intent.id(), intent.amount());
                throw paid();
            }
            transactions.run(() -> {
                payments.setProviderId(
                        started.payment().id(), intent.id(), intent.amount().amount());
                return null;
            });
            return new Offer(
                    started.payment().id(),
                    intent.clientSecret(),
                    account.publishableKey(),
                    intent.amount().amount(),
                    intent.amount().currency(),
                    intent.state());
        } catch (ProviderFault e) {
            throw e.problem();
        }
    }

    private Intent intent(Account account, Started started) {
        Payment payment = started.payment();
        String known = payment.providerId();
        if (known == null) {
            return provider.create(
                    account,
                    new NewIntent(
                            payment.id(),
                            started.bookingId(),
                            CurrentCompany.required(),
                            started.reference(),
                            // As it was when the row was written: a repetition with another amount would be refused.
                            new Money(payment.amount(), payment.currency())));
        }
        Intent intent = provider.find(account, known);
        boolean changed = intent.amount().amount().compareTo(started.price().amount()) != 0;
        return changed && intent.state() != PaymentState.SUCCEEDED
                ? provider.changeAmount(account, known, payment.id(), started.price())
                : intent;
    }

    private Started start(UUID bookingId) {
        BookingView booking = bookings.lock(bookingId)
                .orElseThrow(() -> Problem.notFound("booking_not_found", "There is no such booking."));
        if (booking.paymentMethod() != PaymentMethod.CARD) {
            throw Problem.conflict("not_a_card_booking", "Booking " + booking.reference() + " is not paid by card.");
        }
        if (booking.paymentStatus() == PaymentStatus.PAID) {
            throw paid();
        }
        if (booking.status() != BookingStatus.PENDING) {
            throw Problem.conflict(
                    "booking_not_waiting", "Booking " + booking.reference() + " does not wait for a payment any more.");
        }
        BigDecimal price = booking.priceEstimate();
        if (price == null || price.signum() <= 0) {
            throw Problem.conflict(
                    "price_unknown", "Booking " + booking.reference() + " has no price yet. Amend it, then try again.");
        }
        Payment payment = payments.open(bookingId, provider.name()).orElseGet(() -> {
            payments.insert(new NewPayment(
                    bookingId,
                    null,
                    booking.customerId(),
                    "card",
                    provider.name(),
                    price,
                    booking.currency(),
                    null,
                    ""));
            return payments.open(bookingId, provider.name()).orElseThrow();
        });
        return new Started(payment, bookingId, booking.reference(), new Money(price, booking.currency()));
    }

    private static Problem paid() {
        return Problem.conflict("already_paid", "This booking is paid.");
    }

    private record Started(Payment payment, UUID bookingId, String reference, Money price) {}
}
