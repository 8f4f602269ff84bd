package io.joblane.job.domain;

import java.time.Duration;

/** What the decision {@code jobTimers} answers for a job: how long before or after something else may or must happen. */
public record JobLimits(
        Duration giveUpBefore,
        Duration lookAgainBefore,
        Duration withdrawUntil,
        Duration remindBefore,
        Duration checkInFrom,
        Duration noShowAfter,
        Duration confirmWindow,
        Duration approach,
        Duration margin,
        Duration signOffAfter,
        Duration signOffWindow) {}
