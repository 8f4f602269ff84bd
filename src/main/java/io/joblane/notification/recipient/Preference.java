package io.joblane.notification.recipient;

import io.joblane.shared.LowerCase;
import org.jspecify.annotations.Nullable;

/**
 * How somebody wants to be told things.
 *
 * @param quietFrom hour of the company's day, 0..23, from which on push and SMS wait; null: the usual ones
 * @param quietUntil hour at which they go on
 * @param language BCP 47, e.g. {@code en}; null: the company's
 * @param version -1 where nothing was chosen yet
 */
public record Preference(
        Prefers prefers,
        @Nullable Integer quietFrom,
        @Nullable Integer quietUntil,
        @Nullable String language,
        int version) {
    public static final Preference NONE = new Preference(Prefers.ANY, null, null, null, -1);

    /** The channel that somebody likes best. */
    public enum Prefers {
        ANY,
        PUSH,
        SMS,
        EMAIL,
        /** Nothing but the app. */
        IN_APP;

        public String key() {
            return LowerCase.of(this);
        }
    }
}
