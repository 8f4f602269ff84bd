package io.joblane.payment.domain;

import io.joblane.payment.domain.CardProvider.ProviderRefund;
import io.joblane.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a provider tells.
 *
 * @param id the provider's; the same event has the same, however often it is told
 * @param what what it means to us
 */
public record ProviderEvent(String id, String type, Instant happenedAt, What what) {
    /** What an event means. */
    public sealed interface What {}

    /** @param paymentId where the provider was told ours */
    public record PaymentChanged(
            String providerId,
            @Nullable UUID paymentId,
            PaymentState state,
            Money amount,
            @Nullable String failure) implements What {}

    /** @param intentId of the payment that they are part of */
    public record RefundsChanged(String intentId, List<ProviderRefund> refunds) implements What {}

    public record DisputeOpened(
            String disputeId,
            String intentId,
            Money amount,
            String reason,
            @Nullable Instant answerBy) implements What {}

    public record DisputeClosed(String disputeId, boolean won) implements What {}

    public record Nothing() implements What {}
}
