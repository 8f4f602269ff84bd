package io.joblane.notification.domain;

import io.joblane.shared.Ids;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of the ledger: one message through one channel. Names are the table's columns. */
record Message(
        UUID id,
        UUID messageId,
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
        @Nullable String priority,
        String title,
        String body,
        Map<String, String> facts) {

    /** Shown in the agent's app, which reads it from here: delivered once it is written. */
    static Message inApp(Draft draft) {
        return draft.through(Ids.next(), "in_app", "delivered");
    }

    /**
     * To be sent by the relay, which asks the decision for the channels. {@code channel} is the one that this row stands for;
     * another one that is tried gets a row of its own.
     */
    static Message queued(Draft draft, String channel) {
        return draft.through(draft.messageId(), channel, "queued");
    }

    /**
     * A message before it has a channel.
     *
     * @param messageId what ties the rows of one message together
     * @param facts the values of its text
     * @param priority null to let the decision say by the event
     */
    record Draft(
            UUID messageId,
            String dedupKey,
            String event,
            String recipientKind,
            UUID recipientId,
            About about,
            String title,
            String body,
            Map<String, String> facts,
            @Nullable String priority) {

        static Draft of(
                String dedupKey,
                String event,
                String recipientKind,
                UUID recipientId,
                About about,
                String title,
                String body,
                Map<String, String> facts) {
            return new Draft(Ids.next(), dedupKey, event, recipientKind, recipientId, about, title, body, facts, null);
        }

        Draft withPriority(@Nullable String given) {
            return new Draft(messageId, dedupKey, event, recipientKind, recipientId, about, title, body, facts, given);
        }

        private Message through(UUID id, String channel, String state) {
            return new Message(
                    id,
                    messageId,
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
                    priority,
                    title,
                    body,
                    facts);
        }
    }
}
