package io.joblane.job.domain;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is known of the weather; module {@code weather} writes all but {@code releasedBy}. */
record WeatherNote(
        @Nullable JsonNode found,
        @Nullable String advice,
        @Nullable String releasedBy) {
    static final WeatherNote UNKNOWN = new WeatherNote(null, null, null);

    boolean holds() {
        return "hold".equals(advice) && releasedBy == null;
    }

    WeatherNote released(String by) {
        return new WeatherNote(found, advice, by);
    }
}
