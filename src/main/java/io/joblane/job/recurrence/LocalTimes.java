package io.joblane.job.recurrence;

import io.joblane.shared.Problem;
import java.time.DateTimeException;
import java.time.LocalDateTime;

/** Times on the clock of the wall as clients send them. */
final class LocalTimes {
    private LocalTimes() {}

    /** @throws Problem 422 for a time that no clock shows, e.g. on 30 February */
    static LocalDateTime of(String text) {
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            throw Problem.unprocessable("invalid_first_start", "\"firstStart\" is no time that a clock shows.");
        }
    }
}
