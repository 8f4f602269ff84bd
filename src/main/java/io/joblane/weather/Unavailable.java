package io.joblane.weather;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** @param retryAfter when asking again may help; null where it will not, or nobody knows */
public record Unavailable(Reason reason, @Nullable Duration retryAfter) implements Outlook, PlaceOutlook {
    /** Why there is no forecast, and the sentence that tells it. */
    public enum Reason {
        NOT_CONFIGURED("No weather service is configured"),
        PASSED("That time has passed"),
        TOO_FAR_AHEAD("The forecast does not reach that far ahead yet"),
        PLACE_UNKNOWN("The weather service does not know the place"),
        KEY_REFUSED("The weather service refuses the key"),
        LIMITED("The weather service has been asked too often"),
        FAILED("The weather service failed"),
        TIMED_OUT("The weather service did not answer in time"),
        UNREACHABLE("The weather service cannot be reached"),
        UNREADABLE("The weather service's answer cannot be read"),
        PAUSED("The weather service failed several times and is not asked for a while");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public Unavailable(Reason reason) {
        this(reason, null);
    }
}
