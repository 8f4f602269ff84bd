package io.joblane.notification.domain;

import io.joblane.shared.LowerCase;
import java.util.UUID;

/** What agents are told of a job. The names in lower case are the task header {@code event} of the models and keys of the catalogue. */
public enum JobEvent {
    /** To those who are asked. Without the address: only who goes learns it. */
    JOB_OFFERED,
    /** To those who were asked and had not answered when others were faster. */
    JOB_FILLED,
    /** To those who go, with all they need. */
    JOB_CONFIRMED,
    /** To those who were to go, and those who had not answered yet. */
    JOB_CANCELLED,
    /** To those who go, each time another advice is kept. */
    WEATHER_CHANGED;

    /** What makes this message one and the same. {@code about} is the offer or the assignment. */
    String dedupKey(JobFacts job, UUID about) {
        String key = LowerCase.of(this) + ":" + about;
        return this == WEATHER_CHANGED ? key + ":" + job.weatherAt() : key;
    }
}
