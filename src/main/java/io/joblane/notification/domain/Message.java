package io.joblane.notification.domain;

import io.joblane.shared.Ids;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of the ledger: one message through one channel. Names are the table's columns. */
record Message(
        UUID id,
        String dedupKey,
        String event,
        String recipientKind,
        UUID recipientId,
        @Nullable UUID bookingId,
        @Nullable UUID assignmentId,
        @Nullable UUID jobId,
        @Nullable UUID offerId,
        String channel,
        String state,
        String title,
        String body,
        @Nullable String detail) {

    /** Shown in the agent's app, which reads it from here: delivered once it is written. */
    static Message inApp(Draft draft) {
        return draft.through("in_app", "delivered", null);
    }

    /** No provider is configured for the channel: said in the ledger, never passed off as sent. */
    static Message suppressed(Draft draft, String channel) {
        return draft.through(channel, "suppressed", "channel not configured");
    }

    /** A message before it has a channel. */
    record Draft(
            String dedupKey,
            String event,
            String recipientKind,
            UUID recipientId,
            About about,
            String title,
            String body) {

        private Message through(String channel, String state, @Nullable String detail) {
            return new Message(
                    Ids.next(),
                    dedupKey + ":" + channel,
                    event,
                    recipientKind,
                    recipientId,
                    about.bookingId(),
                    about.assignmentId(),
                    about.jobId(),
                    about.offerId(),
                    channel,
                    state,
                    title,
                    body,
                    detail);
        }
    }
}
