package io.joblane.notification.delivery;

import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.recipient.PersonKind;
import io.joblane.notification.recipient.Recipients;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row whose turn has come.
 *
 * @param inDoubt it was being sent when its process ended, or its answer was lost: it may have arrived
 * @param attempts this one included
 * @param step its place in the route; null where nobody asked yet
 * @param ids of what it is about, by name
 */
record Due(
        UUID id,
        UUID messageId,
        String event,
        PersonKind kind,
        UUID recipientId,
        ChannelKind channel,
        boolean inDoubt,
        int attempts,
        @Nullable Integer step,
        @Nullable Route route,
        @Nullable String priority,
        String title,
        String body,
        Map<String, String> facts,
        Map<String, String> ids,
        Instant createdAt) {
    Recipients.Key recipient() {
        return new Recipients.Key(kind, recipientId);
    }

    /** The name under which its words are found. */
    String wording() {
        return kind.key() + "." + event;
    }
}
