package io.joblane.notification.recipient;

import io.joblane.notification.channel.BlockReason;
import io.joblane.notification.channel.ChannelKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody to whom a message goes, with the addresses that are known of them.
 *
 * @param phone in E.164; null where there is none that can be used
 * @param tokens of the phones that were seen in the last 30 days
 */
public record Recipient(
        @Nullable String email,
        @Nullable String phone,
        List<String> tokens,
        Map<ChannelKind, BlockReason> blocked,
        Preference preference) {
    public Recipient {
        tokens = List.copyOf(tokens);
        blocked = Map.copyOf(blocked);
    }

    /** Empty where there is none, or none that may be used. */
    public List<String> addresses(ChannelKind channel) {
        if (blocked.containsKey(channel)) {
            return List.of();
        }
        @Nullable String one = switch (channel) {
            case PUSH -> null;
            case SMS -> phone;
            case EMAIL -> email;
        };
        return channel == ChannelKind.PUSH ? tokens : one == null ? List.of() : List.of(one);
    }

    /** Why there is no address, in words for the ledger. */
    public String whyNone(ChannelKind channel) {
        BlockReason reason = blocked.get(channel);
        if (reason != null) {
            return switch (reason) {
                case BOUNCED -> "address bounced";
                case INVALID -> "address refused";
                case SPAM_REPORT -> "reported as spam";
                case UNSUBSCRIBED -> "unsubscribed";
            };
        }
        return channel == ChannelKind.PUSH ? "no phone registered" : "no address";
    }

    /** Neither name nor address. */
    @Override
    public String toString() {
        return "recipient";
    }
}
