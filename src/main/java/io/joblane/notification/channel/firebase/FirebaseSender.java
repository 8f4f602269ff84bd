package io.joblane.notification.channel.firebase;

import com.google.firebase.ErrorCode;
import com.google.firebase.FirebaseApp;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.SendResponse;
import io.joblane.notification.channel.LookUp;
import io.joblane.notification.channel.Outbound;
import io.joblane.notification.channel.Outcome;
import io.joblane.notification.channel.RetryAfter;
import io.joblane.notification.channel.Sender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends to every phone of a person; one that takes it is enough. Firebase has no look-up and takes no idempotency key, so each
 * message carries its own collapse id: a second one takes the place of the first on the phone.
 */
final class FirebaseSender implements Sender {
    /** The most that {@code sendEach} takes. */
    static final int BATCH = 500;

    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(5);

    private final FirebaseApp app;
    private final Clock clock;

    FirebaseSender(FirebaseApp app, Clock clock) {
        this.app = app;
        this.clock = clock;
    }

    @Override
    public int batchSize() {
        return BATCH;
    }

    @Override
    public List<Outcome> send(List<Outbound> messages) {
        List<Message> all = new ArrayList<>();
        messages.forEach(message -> message.to().forEach(token -> all.add(PushMessages.of(message, token))));
        List<SendResponse> answers = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            List<Message> part = all.subList(from, Math.min(all.size(), from + BATCH));
            try {
                answers.addAll(FirebaseMessaging.getInstance(app).sendEach(part).getResponses());
            } catch (FirebaseMessagingException | IllegalStateException e) {
                // Nothing is known of this part, nor of the ones behind it.
                String why = "Firebase failed: " + e.getClass().getSimpleName();
                return messages.stream()
                        .map(each -> (Outcome) new Outcome.InDoubt(why))
                        .toList();
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        int next = 0;
        for (Outbound message : messages) {
            int count = message.to().size();
            outcomes.add(together(message.to(), answers.subList(next, next + count)));
            next += count;
        }
        return outcomes;
    }

    private Outcome together(List<String> tokens, List<SendResponse> answers) {
        List<String> gone = new ArrayList<>();
        @Nullable String taken = null;
        @Nullable Outcome later = null;
        String why = "no phone takes it";
        for (int i = 0; i < answers.size(); i++) {
            SendResponse answer = answers.get(i);
            if (answer.isSuccessful()) {
                taken = answer.getMessageId();
                continue;
            }
            Outcome judged = judge(answer.getException());
            if (judged instanceof Outcome.Refused refused) {
                why = refused.why();
                if (refused.block() != null) {
                    gone.add(tokens.get(i));
                }
            } else if (later == null || judged instanceof Outcome.InDoubt) {
                later = judged;
            }
        }
        if (taken != null) {
            return new Outcome.Accepted(taken, gone);
        }
        return later != null ? later : new Outcome.Refused(why, null, gone);
    }

    private Outcome judge(FirebaseMessagingException fault) {
        ErrorCode general = fault.getErrorCode();
        if (fault.getMessagingErrorCode() != null) {
            String code = fault.getMessagingErrorCode().name();
            switch (fault.getMessagingErrorCode()) {
                case UNREGISTERED, SENDER_ID_MISMATCH -> {
                    return new Outcome.Refused(code, io.joblane.notification.channel.BlockReason.INVALID);
                }
                case INVALID_ARGUMENT -> {
                    return new Outcome.Refused(code, null);
                }
                case QUOTA_EXCEEDED, UNAVAILABLE -> {
                    return new Outcome.Busy(code, retryAfter(fault));
                }
                case THIRD_PARTY_AUTH_ERROR -> {
                    return new Outcome.Busy(code, REFUSED_PAUSE);
                }
                case INTERNAL -> {
                    return new Outcome.InDoubt(code);
                }
            }
        }
        return switch (general) {
            case UNAUTHENTICATED, PERMISSION_DENIED -> new Outcome.Busy("credentials refused", REFUSED_PAUSE);
            case RESOURCE_EXHAUSTED -> new Outcome.Busy("RESOURCE_EXHAUSTED", retryAfter(fault));
            case INVALID_ARGUMENT, NOT_FOUND -> new Outcome.Refused(general.name(), null);
            default ->
                fault.getHttpResponse() != null && fault.getHttpResponse().getStatusCode() == 503
                        ? new Outcome.Busy(general.name(), retryAfter(fault))
                        : new Outcome.InDoubt(general.name());
        };
    }

    private @Nullable Duration retryAfter(FirebaseMessagingException fault) {
        if (fault.getHttpResponse() == null) {
            return null;
        }
        for (Map.Entry<String, Object> header :
                fault.getHttpResponse().getHeaders().entrySet()) {
            if (header.getKey().toLowerCase(Locale.ROOT).equals("retry-after")) {
                Object value = header.getValue();
                Object first = value instanceof List<?> list && !list.isEmpty() ? list.getFirst() : value;
                return RetryAfter.read(String.valueOf(first), clock);
            }
        }
        return null;
    }

    @Override
    public LookUp lookUp(Outbound message, Instant since, Predicate<String> isKnown) {
        return new LookUp.NotOffered();
    }

    @Override
    public void close() {
        app.delete();
    }
}
