package io.joblane.notification.delivery;

import io.joblane.notification.channel.BlockReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a row that was due.
 *
 * @param route what holds for it from now on; null where nobody could be asked
 * @param step its place in the route
 */
record Verdict(Due row, @Nullable Route route, int step, Change change) {
    sealed interface Change {}

    /** @param gone tokens of phones that are gone */
    record Sent(String providerId, @Nullable Integer segments, List<String> gone) implements Change {}

    /** @param counts whether it was an attempt */
    record Later(Instant at, String why, boolean counts) implements Change {}

    /** It may have arrived; looked up at that time. */
    record Doubt(Instant at, String why) implements Change {}

    /**
     * Never on this channel; the next one is tried at once.
     *
     * @param block why nothing is sent to {@code address} again; null where the address is not the reason
     */
    record Failed(
            String why,
            @Nullable BlockReason block,
            @Nullable String address,
            List<String> gone) implements Change {
        Failed(String why) {
            this(why, null, null, List.of());
        }
    }

    /** Not on this channel, nor on another one. */
    record Suppressed(String why) implements Change {}

    /** The channel at another place of the route comes first. */
    record Moved(int to, String why) implements Change {}
}
