package io.joblane.notification.channel;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the provider made of a message. The reasons name no person and no address. */
public sealed interface Outcome {
    /**
     * It took the message.
     *
     * @param providerId its name for it; empty where it gave none
     * @param gone tokens of phones that are gone, though another one of the same person took it
     */
    record Accepted(String providerId, List<String> gone) implements Outcome {
        public Accepted(String providerId) {
            this(providerId, List.of());
        }
    }

    /** It certainly did not take it, and may later. */
    record Busy(String why, @Nullable Duration retryAfter) implements Outcome {}

    /**
     * It will never take it.
     *
     * @param block why nothing is to be sent to that address again; null where the address is not the reason
     */
    record Refused(String why, @Nullable BlockReason block, List<String> gone) implements Outcome {
        public Refused(String why, @Nullable BlockReason block) {
            this(why, block, List.of());
        }
    }

    /** The answer was lost or cannot be read: it may have taken it. */
    record InDoubt(String why) implements Outcome {}
}
