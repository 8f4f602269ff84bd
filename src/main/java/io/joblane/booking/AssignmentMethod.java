package io.joblane.booking;

/** How an assignment came about; OVERRIDE went past a rule, with a reason, by an admin. */
public enum AssignmentMethod {
    AUTOMATIC,
    MANUAL,
    OVERRIDE
}
