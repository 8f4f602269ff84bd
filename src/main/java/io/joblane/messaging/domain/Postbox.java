package io.joblane.messaging.domain;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.messaging.domain.ThreadTable.Locked;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Puts a message into a thread once, however often it is sent. Joins the caller's transaction. */
@Component
class Postbox {
    private final ThreadTable threads;
    private final Clock clock;

    Postbox(ThreadTable threads, Clock clock) {
        this.threads = threads;
        this.clock = clock;
    }

    /** @throws Problem 422 {@code message_id_reused} for an id under which the sender sent something else */
    Written post(Locked thread, Side side, String senderName, Letter letter) {
        Actor sender = CurrentActor.get();
        return threads.sent(sender.auditName(), letter.messageId())
                .map(before -> repeated(thread, letter, before))
                .orElseGet(() -> {
                    Instant now = clock.instant();
                    Instant written = letter.writtenAt();
                    // A phone's clock may be ahead.
                    Instant at = written == null || written.isAfter(now) ? now : written;
                    return new Written(
                            threads.add(thread, side, sender.auditName(), senderName, letter, at, now), true);
                });
    }

    private static Written repeated(Locked thread, Letter letter, MessageView before) {
        if (!before.threadId().equals(thread.id()) || !before.text().equals(letter.text())) {
            throw Problem.unprocessable(
                    "message_id_reused",
                    "You have sent another message with this messageId. Take a new UUID for each message.");
        }
        return new Written(before, false);
    }
}
