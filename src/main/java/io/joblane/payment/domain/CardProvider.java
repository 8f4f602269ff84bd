package io.joblane.payment.domain;

import io.joblane.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who collects card payments. Asks a service outside and may take seconds: never call it inside a database transaction, apart
 * from {@link #read}. Every method but that one throws {@link ProviderFault}.
 */
public interface CardProvider {
    /** As the rows name it. */
    String name();

    /** Offers the customer to pay. A repetition with the same payment gets the same offer. */
    Intent create(Account account, NewIntent wanted);

    Intent find(Account account, String providerId);

    /** Of an offer that nobody has paid yet. */
    Intent changeAmount(Account account, String providerId, UUID paymentId, Money amount);

    /** Gives money back. A repetition with the same id is no second refund, as long as the provider remembers it. */
    ProviderRefund refund(Account account, String intentId, UUID refundId, Money amount);

    /** The refund with that id, whenever it was made: what to ask after an answer that never came. */
    Optional<ProviderRefund> findRefund(Account account, String intentId, UUID refundId);

    /** Every payment that was offered in that time, and every refund. */
    List<ProviderRow> rows(Account account, Instant from, Instant to);

    /**
     * What the provider tells, with its signature checked.
     *
     * @throws io.joblane.shared.Problem 400 {@code signature_invalid}, {@code invalid_event}
     */
    ProviderEvent read(Account account, byte[] payload, @Nullable String signature);

    record NewIntent(UUID paymentId, UUID bookingId, String company, String reference, Money amount) {}

    /** @param clientSecret with which the customer's browser pays, and nobody else may */
    record Intent(String id, String clientSecret, PaymentState state, Money amount) {
        @Override
        public String toString() {
            return "Intent[" + id + ", " + state + "]";
        }
    }

    /** @param ourId null where it was not made here */
    record ProviderRefund(
            String id,
            @Nullable UUID ourId,
            RefundState state,
            Money amount,
            @Nullable String failure) {}

    /** @param ourId the payment's or refund's id, where the provider was told */
    record ProviderRow(Kind kind, String id, @Nullable UUID ourId, String state, Money amount, Instant createdAt) {
        public enum Kind {
            PAYMENT,
            REFUND
        }
    }
}
