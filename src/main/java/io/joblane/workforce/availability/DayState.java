package io.joblane.workforce.availability;

/** Whether an agent can work on a day, as decisions read it too. */
public enum DayState {
    AVAILABLE,
    UNAVAILABLE,
    /** Not there at all: on holiday, ill. */
    AWAY,
    /** Neither the day nor the pattern of the week says anything. */
    NOT_SET
}
