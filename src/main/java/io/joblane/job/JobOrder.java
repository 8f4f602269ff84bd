package io.joblane.job;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted.
 *
 * @param minutes how long the work takes, 15 to 1440
 * @param agentsRequired 1 to 200
 * @param leadAgentId who signs the job off; an admin does without one
 * @param requiredSkills names of the company's skills
 */
public record JobOrder(
        String title,
        String type,
        Site site,
        Instant arrivalAt,
        int minutes,
        int agentsRequired,
        @Nullable UUID leadAgentId,
        List<String> requiredSkills,
        String instructions,
        Urgency urgency,
        @Nullable UUID customerId) {

    public JobOrder {
        requiredSkills = List.copyOf(requiredSkills);
    }

    public JobOrder withAgentsRequired(int number) {
        return new JobOrder(
                title,
                type,
                site,
                arrivalAt,
                minutes,
                number,
                leadAgentId,
                requiredSkills,
                instructions,
                urgency,
                customerId);
    }
}
