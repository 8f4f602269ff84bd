package io.joblane.notification.delivery;

import io.joblane.notification.channel.ChannelKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the decision said of a message; kept in its row.
 *
 * @param urgency low, normal, high or urgent
 * @param channels in the order in which they are tried
 * @param after how long each has until the next one is tried, {@code ""}: only when it fails
 * @param version of the decision
 */
record Route(String urgency, List<ChannelKind> channels, List<String> after, int version) {
    Route {
        channels = List.copyOf(channels);
        after = List.copyOf(after);
    }

    boolean isUrgent() {
        return urgency.equals("urgent") || urgency.equals("high");
    }

    boolean hasNext(int step) {
        return step + 1 < channels.size();
    }

    /** How long the channel at that place has; empty where only its failure counts, or nothing comes behind it. */
    Optional<Duration> time(int step) {
        return hasNext(step) && step < after.size() && !after.get(step).isEmpty()
                ? Optional.of(Duration.parse(after.get(step)))
                : Optional.empty();
    }
}
