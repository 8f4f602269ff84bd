package io.joblane.notification.delivery;

import io.joblane.notification.channel.BlockReason;
import io.joblane.notification.channel.ChannelKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says became of a message.
 *
 * @param notification our id, which comes back with it
 * @param providerId its own name for the message; empty where it is not said
 * @param at on the provider's clock
 * @param why where it failed
 * @param block why nothing is to be sent to {@code address} again
 */
public record Receipt(
        UUID notification,
        ChannelKind channel,
        String providerId,
        State state,
        Instant at,
        @Nullable String why,
        @Nullable BlockReason block,
        @Nullable String address) {
    /** In their order: a later one is not taken back by an earlier one that comes after it. */
    public enum State {
        /** The provider has it. */
        SENT,
        FAILED,
        DELIVERED,
        READ
    }
}
