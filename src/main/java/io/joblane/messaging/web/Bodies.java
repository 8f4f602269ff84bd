package io.joblane.messaging.web;

import io.joblane.messaging.domain.Letter;
import io.joblane.messaging.domain.MessageView;
import io.joblane.messaging.domain.Topic;
import io.joblane.messaging.domain.Written;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** What is sent to the routes of both sides. */
final class Bodies {
    static final int LONGEST_TEXT = 2000;

    private Bodies() {}

    /**
     * @param messageId made by the client, new for each message and the same in its repetitions
     * @param writtenAt when the person wrote it; left out: now
     */
    record MessageBody(
            @NotNull UUID messageId,
            @NotBlank @Size(max = LONGEST_TEXT) String text,
            @Nullable Instant writtenAt) {
        Letter letter() {
            return new Letter(messageId, text, writtenAt);
        }
    }

    /** A message and what its thread is about; without a booking or job it is the agent's general thread. */
    record AgentThreadBody(
            @NotNull UUID messageId,
            @NotBlank @Size(max = LONGEST_TEXT) String text,
            @Nullable Instant writtenAt,
            @Nullable UUID bookingId,
            @Nullable UUID jobId) {
        Letter letter() {
            return new Letter(messageId, text, writtenAt);
        }

        Topic topic() {
            return new Topic(bookingId, jobId);
        }
    }

    record OfficeThreadBody(
            @NotNull UUID agentId,
            @NotNull UUID messageId,
            @NotBlank @Size(max = LONGEST_TEXT) String text,
            @Nullable UUID bookingId,
            @Nullable UUID jobId) {
        Letter letter() {
            return new Letter(messageId, text, null);
        }

        Topic topic() {
            return new Topic(bookingId, jobId);
        }
    }

    /** @param upTo the number of the newest message that was shown */
    record ReadBody(@NotNull @Min(1) Integer upTo) {}

    /** 201 for a new message, 200 for one that had arrived before. */
    static ResponseEntity<MessageView> answer(String threads, Written written) {
        MessageView message = written.message();
        return written.isNew()
                ? ResponseEntity.created(URI.create(threads + "/" + message.threadId() + "/messages"))
                        .body(message)
                : ResponseEntity.ok(message);
    }
}
