package io.joblane.workforce;

import java.time.LocalDate;

/** What the signed-in agent says of days, for modules that hear of it otherwise than by its own route. */
public interface OwnDays {
    /** @throws io.joblane.shared.Problem 409 {@code day_has_job}, 422 {@code day_passed}, {@code away_and_available} */
    void say(LocalDate day, boolean available, boolean away, String notes);
}
