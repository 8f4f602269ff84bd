package io.joblane.job;

import com.fasterxml.jackson.annotation.JsonValue;

/** How urgent a job is; rules read it in lower case. */
public enum Urgency {
    LOW("Low"),
    STANDARD("Standard"),
    /** Everybody who may go is asked at once. */
    URGENT("URGENT");

    private final String text;

    Urgency(String text) {
        this.text = text;
    }

    /** How JSON writes it; it is read in any case. */
    @JsonValue
    public String text() {
        return text;
    }
}
