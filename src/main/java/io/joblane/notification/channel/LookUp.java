package io.joblane.notification.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether the provider has a message of which the answer was lost. */
public sealed interface LookUp {
    record Found(String providerId) implements LookUp {}

    record NotThere() implements LookUp {}

    /** It cannot say now. */
    record Unknown(String why, @Nullable Duration retryAfter) implements LookUp {}

    /** The provider, or this account with it, has no look-up. */
    record NotOffered() implements LookUp {}
}
