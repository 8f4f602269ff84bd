package io.joblane.job.domain;

import static io.joblane.job.JobStatus.CANCELLED;
import static io.joblane.job.JobStatus.COMPLETED;
import static io.joblane.job.JobStatus.EXPIRED;
import static io.joblane.job.JobStatus.FILLED;
import static io.joblane.job.JobStatus.IN_PROGRESS;
import static io.joblane.job.JobStatus.OPEN;

import io.joblane.job.JobOrder;
import io.joblane.job.JobStatus;
import io.joblane.job.JobView;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.shared.TimeWindow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Site work that needs several agents. A transition returns a changed copy and refuses an illegal move; who may ask for it is
 * the services' business.
 */
record Job(
        UUID id,
        String reference,
        JobStatus status,
        JobOrder order,
        LocalDate workDate,
        int agentsAssigned,
        JobLimits limits,
        Filling filling,
        WeatherNote weather,
        Course course,
        @Nullable SignOff signOff,
        @Nullable Cancelled cancelled,
        @Nullable UUID recurrenceId,
        @Nullable UUID copiedFrom,
        int version) {

    private static final BigDecimal HOUR = BigDecimal.valueOf(60);

    /** From which statuses a status may be reached. */
    private static final Map<JobStatus, Set<JobStatus>> BEFORE = new EnumMap<>(Map.of(
            OPEN, Set.of(FILLED),
            FILLED, Set.of(OPEN),
            IN_PROGRESS, Set.of(OPEN, FILLED),
            COMPLETED, Set.of(OPEN, FILLED, IN_PROGRESS),
            CANCELLED, Set.of(OPEN, FILLED, IN_PROGRESS),
            EXPIRED, Set.of(OPEN)));

    boolean canBecome(JobStatus next) {
        return BEFORE.getOrDefault(next, Set.of()).contains(status);
    }

    /** @throws Problem 409 where the status cannot be reached from here */
    Job become(JobStatus next) {
        if (!canBecome(next)) {
            throw Problem.conflict(
                            "job_" + LowerCase.of(status),
                            "Job " + reference + " is " + LowerCase.of(status).replace('_', ' ') + " and cannot become "
                                    + LowerCase.of(next).replace('_', ' ') + ".")
                    .with("status", LowerCase.of(status));
        }
        return with(next, course);
    }

    int freeSlots() {
        return order.agentsRequired() - agentsAssigned;
    }

    /** One more agent goes. Full is full: whoever calls has looked. */
    Job slotTaken(Instant at) {
        return withAssigned(agentsAssigned + 1).restaffed(at);
    }

    /** One agent less goes; a filled job is open again and asks at once. */
    Job slotFreed() {
        return withAssigned(agentsAssigned - 1).with(filling.resumed()).restaffed(course.postedAt());
    }

    /** Filled or open, whichever its numbers say; for a job that agents are still wanted for, or were. */
    Job restaffed(Instant at) {
        if (status == OPEN && freeSlots() == 0) {
            return become(FILLED).with(FILLED, course.filled(at));
        }
        return status == FILLED && freeSlots() > 0 ? become(OPEN).with(filling.resumed()) : this;
    }

    Job started(Instant at) {
        return become(IN_PROGRESS).with(IN_PROGRESS, course.started(at));
    }

    Job completed(String by, String notes, Instant at) {
        return become(COMPLETED).ended(COMPLETED, course.completed(at), new SignOff(by, notes), null);
    }

    Job cancelled(String by, String reason, Instant at) {
        return become(CANCELLED).ended(CANCELLED, course, null, new Cancelled(by, at, reason));
    }

    Instant deadline() {
        return order.arrivalAt().minus(limits.fillBefore());
    }

    Instant overdueAt() {
        return end().plus(limits.overdueAfter());
    }

    Instant end() {
        return order.arrivalAt().plus(Duration.ofMinutes(order.minutes()));
    }

    /** In which an agent who goes can do nothing else. */
    TimeWindow during() {
        return new TimeWindow(order.arrivalAt().minus(limits.approach()), end().plus(limits.margin()));
    }

    Job with(Filling next) {
        return copy(status, order, workDate, agentsAssigned, limits, next, weather, course);
    }

    Job with(WeatherNote next) {
        return copy(status, order, workDate, agentsAssigned, limits, filling, next, course);
    }

    Job with(JobOrder next, LocalDate day, JobLimits nextLimits) {
        return copy(status, next, day, agentsAssigned, nextLimits, filling, weather, course);
    }

    private Job with(JobStatus next, Course nextCourse) {
        return copy(next, order, workDate, agentsAssigned, limits, filling, weather, nextCourse);
    }

    private Job withAssigned(int number) {
        return copy(status, order, workDate, number, limits, filling, weather, course);
    }

    private Job ended(JobStatus end, Course nextCourse, @Nullable SignOff by, @Nullable Cancelled why) {
        return new Job(
                id,
                reference,
                end,
                order,
                workDate,
                agentsAssigned,
                limits,
                filling,
                weather,
                nextCourse,
                by,
                why,
                recurrenceId,
                copiedFrom,
                version);
    }

    private Job copy(
            JobStatus nextStatus,
            JobOrder nextOrder,
            LocalDate nextDate,
            int nextAssigned,
            JobLimits nextLimits,
            Filling nextFilling,
            WeatherNote nextWeather,
            Course nextCourse) {
        return new Job(
                id,
                reference,
                nextStatus,
                nextOrder,
                nextDate,
                nextAssigned,
                nextLimits,
                nextFilling,
                nextWeather,
                nextCourse,
                signOff,
                cancelled,
                recurrenceId,
                copiedFrom,
                version);
    }

    Job saved(int nextVersion) {
        return new Job(
                id,
                reference,
                status,
                order,
                workDate,
                agentsAssigned,
                limits,
                filling,
                weather,
                course,
                signOff,
                cancelled,
                recurrenceId,
                copiedFrom,
                nextVersion);
    }

    JobView view() {
        return new JobView(
                id,
                reference,
                order.title(),
                order.type(),
                status,
                order.site().address(),
                order.site().postcode(),
                order.site().lat(),
                order.site().lng(),
                order.arrivalAt(),
                BigDecimal.valueOf(order.minutes()).divide(HOUR, 2, RoundingMode.HALF_UP),
                order.agentsRequired(),
                agentsAssigned,
                order.leadAgentId(),
                order.requiredSkills(),
                order.instructions(),
                order.urgency(),
                order.customerId(),
                workDate,
                filling.wave(),
                weather.found(),
                weather.advice(),
                weather.releasedBy(),
                recurrenceId,
                copiedFrom,
                course.postedAt(),
                course.filledAt(),
                course.startedAt(),
                course.completedAt(),
                signOff == null ? null : signOff.by(),
                signOff == null ? null : signOff.notes(),
                cancelled == null ? null : cancelled.by(),
                cancelled == null ? null : cancelled.at(),
                cancelled == null ? null : cancelled.reason(),
                version);
    }
}
