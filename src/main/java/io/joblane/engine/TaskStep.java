package io.joblane.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The domain step behind one kind of user task. The same {@link #decide} serves a tap of the mobile API and a completion
 * that was made elsewhere (Tasklist), which arrives through the task's completing listener, whose job type is
 * {@code type() + ".completing"}.
 */
public interface TaskStep {
    /** E.g. {@code booking.startPickup}. */
    String type();

    /** The model's element, e.g. {@code Task_StartPickup}. */
    String elementId();

    /** What may be answered, e.g. {@code accepted, declined}. */
    List<String> outcomes();

    /**
     * Decides under the aggregate's row lock, in the caller's transaction, in the name of the current actor.
     *
     * @param occurredAt when the person tapped
     * @param data what came with the tap; checked here
     */
    Verdict decide(OpenTask task, String outcome, Instant occurredAt, JsonNode data);

    /**
     * A tap on a task that is closed already, {@link #decide} otherwise. A step in which several people have a say may still count
     * it; the task itself stays as it was.
     *
     * @param closedAs the outcome with which it was closed
     */
    default Verdict decideClosed(
            OpenTask task, String outcome, @Nullable String closedAs, Instant occurredAt, JsonNode data) {
        return outcome.equals(closedAs)
                ? Verdict.alreadyDone()
                : Verdict.noLongerPossible("The task was closed before.");
    }

    /** The answer to a tap. */
    record Verdict(Kind kind, @Nullable String reason, Map<String, ?> variables) {
        public enum Kind {
            DONE,
            ALREADY_DONE,
            NO_LONGER_POSSIBLE
        }

        /** It counts; {@code variables} complete the user task. */
        public static Verdict done(Map<String, ?> variables) {
            return new Verdict(Kind.DONE, null, variables);
        }

        /** It had been decided so before. */
        public static Verdict alreadyDone() {
            return new Verdict(Kind.ALREADY_DONE, null, Map.of());
        }

        /** Somebody or something else was first; {@code reason} is shown to the person. */
        public static Verdict noLongerPossible(String reason) {
            return new Verdict(Kind.NO_LONGER_POSSIBLE, reason, Map.of());
        }
    }
}
