package io.joblane.notification.channel;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as it goes out.
 *
 * @param id the row's; the same for every attempt
 * @param to one address, or the tokens of all phones
 * @param html null where the channel has none
 * @param urgent whether it may wake a phone
 * @param data what an app needs to open the right page; ids only
 * @param callback where the provider reports what became of it; null where nobody could reach us
 * @param unsubscribe where its recipient says that they want no more; null where there is no such link
 */
public record Outbound(
        UUID id,
        List<String> to,
        String title,
        String text,
        @Nullable String html,
        boolean urgent,
        Map<String, String> data,
        @Nullable URI callback,
        @Nullable URI unsubscribe) {
    public Outbound {
        to = List.copyOf(to);
        data = Map.copyOf(data);
    }

    /** Neither addresses nor words: this may end in a log. */
    @Override
    public String toString() {
        return "message " + id;
    }
}
