package io.joblane.job.domain;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the decision {@code agentEligibility} knows of one agent; names are its inputs. Nothing here says who it is.
 *
 * @param availability on the job's day: {@code available}, {@code unavailable}, {@code away}, {@code not_set}
 * @param skillsMissing how many of the required skills the agent has not
 * @param certificatesMissing of how many required skills the agent has no certificate that is good on that day
 * @param distanceKm from home, or the last position of somebody without one; null where neither is known
 * @param booked has other work at that time
 * @param restHoursBefore since the end of the work before; null without any in the two days before
 * @param restHoursAfter until the begin of the work after; null without any in the two days after
 * @param rating 0 to 5
 * @param active at work at this moment, which says little of a day to come
 */
record AgentFacts(
        UUID agentId,
        String availability,
        int skillsMissing,
        int certificatesMissing,
        @Nullable Double distanceKm,
        boolean booked,
        @Nullable Double restHoursBefore,
        @Nullable Double restHoursAfter,
        BigDecimal rating,
        boolean active) {}
