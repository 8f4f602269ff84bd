package io.joblane.job.web;

import io.joblane.job.JobAssignment;
import io.joblane.job.JobStatus;
import io.joblane.job.JobView;
import io.joblane.job.Site;
import io.joblane.job.Urgency;
import io.joblane.job.domain.Offer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job as an agent sees it. Address, position and instructions are for those who go, and the lead agent: null before.
 *
 * @param area the postcode's district
 * @param distanceKm from the agent's home, as the crow flies; null where nobody asked them
 * @param offer the last question they were asked; null where the office assigned them
 * @param assignment their part in it; null without one
 */
record AgentJob(
        UUID id,
        String reference,
        String title,
        String type,
        JobStatus status,
        String area,
        @Nullable Double distanceKm,
        Instant arrivalAt,
        BigDecimal expectedHours,
        Urgency urgency,
        List<String> requiredSkills,
        @Nullable JsonNode weather,
        @Nullable String weatherAdvice,
        boolean lead,
        @Nullable Offer offer,
        @Nullable JobAssignment assignment,
        @Nullable String address,
        @Nullable String postcode,
        @Nullable Double lat,
        @Nullable Double lng,
        @Nullable String instructions,
        int version) {

    static AgentJob of(JobView job, boolean lead, @Nullable Offer offer, @Nullable JobAssignment assignment) {
        boolean knows = lead || (assignment != null && (assignment.active() || assignment.checkedOutAt() != null));
        return new AgentJob(
                job.id(),
                job.reference(),
                job.title(),
                job.type(),
                job.status(),
                new Site(job.address(), job.postcode(), job.lat(), job.lng()).area(),
                offer == null ? null : offer.distanceKm(),
                job.arrivalAt(),
                job.expectedHours(),
                job.urgency(),
                job.requiredSkills(),
                job.weather(),
                job.weatherAdvice(),
                lead,
                offer,
                assignment,
                knows ? job.address() : null,
                knows ? job.postcode() : null,
                knows ? job.lat() : null,
                knows ? job.lng() : null,
                knows ? job.instructions() : null,
                job.version());
    }
}
