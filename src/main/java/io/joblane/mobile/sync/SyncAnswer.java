package io.joblane.mobile.sync;

import io.joblane.booking.Place;
import io.joblane.job.Urgency;
import io.joblane.mobile.TaskViews.TaskView;
import io.joblane.workforce.AgentView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a phone needs: all of it, or what may have changed since it asked last. What it has already may come again, unchanged.
 *
 * @param next what to send as {@code since} the next time
 * @param full whether it is all there is: forget everything else
 * @param tasks open ones
 * @param closedTasks tasks of which the phone may know and that are open no more, or no more this agent's
 * @param work what the agent does, or did in the last days; those that ended are there so that they can be forgotten
 * @param offers jobs offered; those that are open no more likewise
 * @param availability the coming six weeks; null where nothing of it has changed
 * @param messages the newest first
 * @param unreadFromOffice how many messages of dispatch in the agent's conversations are not read
 */
record SyncAnswer(
        String next,
        boolean full,
        Instant at,
        AgentView agent,
        List<TaskView> tasks,
        List<UUID> closedTasks,
        List<Work> work,
        List<Offer> offers,
        @Nullable List<Day> availability,
        List<Message> messages,
        int unreadMessages,
        int unreadFromOffice) {

    /**
     * An assignment, of a trip or of a job.
     *
     * @param active whether it holds the agent from {@code from} until {@code until}
     * @param confirmed false while the agent has to say whether a changed time suits
     */
    record Work(
            UUID assignmentId,
            String status,
            boolean active,
            Instant from,
            Instant until,
            boolean confirmed,
            @Nullable Trip trip,
            @Nullable Job job) {}

    /** @param customer null where the agent no longer may see who it is */
    record Trip(
            UUID bookingId,
            String reference,
            Instant pickupAt,
            Place pickup,
            Place dropoff,
            @Nullable Rider customer,
            @Nullable String vehiclePlate,
            String notes,
            @Nullable BigDecimal distanceKm,
            @Nullable Integer durationMinutes) {}

    record Rider(String name, String phone, int passengers, int luggage) {}

    /**
     * @param area the part of the postcode that everybody who is asked may know
     * @param lead whether this agent leads it
     * @param site null until the agent has accepted, and when they go there no more
     */
    record Job(
            UUID jobId,
            String reference,
            String title,
            String type,
            String status,
            Urgency urgency,
            String area,
            Instant arrivalAt,
            int expectedMinutes,
            int agentsRequired,
            int agentsAssigned,
            boolean lead,
            @Nullable String weatherAdvice,
            @Nullable JsonNode weather,
            @Nullable Site site) {}

    record Site(String address, String postcode, double lat, double lng, String instructions) {}

    record Offer(
            UUID offerId,
            String status,
            Instant offeredAt,
            @Nullable Instant respondedAt,
            @Nullable BigDecimal distanceKm,
            Job job) {}

    /** @param state {@code available}, {@code unavailable}, {@code away} or {@code not_set} */
    record Day(
            LocalDate date,
            String state,
            String notes,
            @Nullable UUID jobId) {}

    record Message(
            UUID id,
            String event,
            String title,
            String body,
            @Nullable UUID bookingId,
            @Nullable UUID jobId,
            Instant createdAt,
            @Nullable Instant readAt) {}
}
