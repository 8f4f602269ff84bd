package io.joblane.workforce.availability;

/** What is said of a day. Whoever is away is not available. */
public record DayChange(boolean available, boolean away, String notes) {}
