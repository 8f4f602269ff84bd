package io.joblane.notification.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.joblane.context.CurrentCompany;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.recipient.PersonKind;
import io.joblane.notification.recipient.Preference;
import io.joblane.shared.LowerCase;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Asks the decision how a message reaches its recipient, never inside a transaction. Many messages are alike, so that an answer is
 * kept for a minute; that is how long a newly published rule takes to act.
 */
@Component
class Routing {
    private static final String DECISION = "notificationRouting";
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Decisions decisions;
    private final Cache<Question, Answer> known =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(KEPT).build();

    Routing(Decisions decisions) {
        this.decisions = decisions;
    }

    /** The decision's inputs. */
    record Question(
            String company,
            String event,
            String recipientKind,
            @Nullable String priority,
            int hour,
            String prefers,
            @Nullable Integer quietFrom,
            @Nullable Integer quietUntil) {
        static Question of(String event, PersonKind kind, @Nullable String priority, int hour, Preference preference) {
            return new Question(
                    CurrentCompany.required(),
                    event,
                    kind.key(),
                    priority,
                    hour,
                    preference.prefers().key(),
                    preference.quietFrom(),
                    preference.quietUntil());
        }
    }

    /**
     * @param waits whether push and SMS wait
     * @param until the hour until which they do; null: the end of the recipient's own quiet hours
     */
    record Answer(Route route, boolean waits, @Nullable Integer until) {}

    /**
     * @throws DecisionFailedException where the decision answers nothing that can be followed
     * @throws io.joblane.engine.EngineUnavailableException where nobody answers
     */
    Answer ask(Question question) {
        Answer answer = known.getIfPresent(question);
        if (answer == null) {
            Decisions.Evaluation said = decisions.evaluate(DECISION, question);
            answer = read(said.output(), said.version());
            known.put(question, answer);
        }
        return answer;
    }

    private static Answer read(JsonNode said, int version) {
        List<ChannelKind> channels = new ArrayList<>();
        List<String> after = new ArrayList<>();
        try {
            for (JsonNode channel : said.path("channels")) {
                ChannelKind kind = LowerCase.parse(ChannelKind.class, channel.asString());
                if (!channels.contains(kind)) {
                    channels.add(kind);
                }
            }
            for (JsonNode time : said.path("after")) {
                after.add(time.isNull() ? "" : Duration.parse(time.asString()).toString());
            }
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new DecisionFailedException(
                    DECISION, "channels must be push, sms or email, and times must look like PT15M");
        }
        String urgency = said.path("urgency").asString("");
        String disturb = said.path("disturb").asString("");
        if (urgency.isEmpty()
                || !disturb.equals("now") && !disturb.equals("wait")
                || !said.path("channels").isArray()) {
            throw new DecisionFailedException(DECISION, "it must answer urgency, channels, and disturb: now or wait");
        }
        JsonNode until = said.path("until");
        return new Answer(
                new Route(urgency, channels, after, version),
                disturb.equals("wait"),
                until.isNumber() ? Integer.valueOf(until.asInt()) : null);
    }
}
