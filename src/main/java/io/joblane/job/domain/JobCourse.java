package io.joblane.job.domain;

import io.joblane.job.JobAssignment;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.JobStatus;
import io.joblane.job.JobView;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a job's process goes on from here, and its moments: all from the rows, so that it finds its place whatever happened
 * meanwhile, and after a restore too.
 *
 * @param giveUpAt when nobody is asked any more and an admin decides
 * @param lookAgainAt when the weather is looked up again; a moment that has passed means at once, null not any more
 * @param workEndsAt when the sign-off is asked for at the latest
 */
public record JobCourse(
        Step step,
        Instant arrivalAt,
        Instant giveUpAt,
        @Nullable Instant lookAgainAt,
        Instant workEndsAt,
        @Nullable UUID leadAgentId,
        int wave) {

    /** The branches of the process. */
    public enum Step {
        ADVISE("advise"),
        HOLD("hold"),
        FILL("fill"),
        DECIDE("decide"),
        /** Everybody is found: told first, then as {@link #WAIT}. */
        FILLED("filled"),
        WAIT("wait"),
        SIGN_OFF("signOff"),
        EXPIRE("expire"),
        CANCELLED("cancelled"),
        OVER("over");

        private final String text;

        Step(String text) {
            this.text = text;
        }

        /** As the process' variable {@code step} says it. */
        public String text() {
            return text;
        }
    }

    /** @param assignments all of the job's */
    public static JobCourse of(JobView job, List<JobAssignment> assignments, JobLimits limits, Instant now) {
        Instant giveUpAt = giveUpAt(job, limits);
        Instant workEndsAt = job.arrivalAt().plus(Duration.ofMinutes(job.minutes())).plus(limits.signOffAfter());
        return new JobCourse(
                step(job, assignments, giveUpAt, workEndsAt, now),
                job.arrivalAt(),
                giveUpAt,
                lookAgainAt(job, limits, now),
                workEndsAt,
                job.leadAgentId(),
                job.wave());
    }

    private static Step step(
            JobView job, List<JobAssignment> assignments, Instant giveUpAt, Instant workEndsAt, Instant now) {
        boolean workIsOver = !now.isBefore(workEndsAt) || allHaveEnded(assignments);
        boolean held = "hold".equals(job.weatherAdvice()) && job.weatherReleasedBy() == null;
        return switch (job.status()) {
            case CANCELLED -> Step.CANCELLED;
            case COMPLETED, EXPIRED -> Step.OVER;
            case IN_PROGRESS -> workIsOver ? Step.SIGN_OFF : Step.WAIT;
            case FILLED -> {
                if (workIsOver) {
                    yield Step.SIGN_OFF;
                }
                yield held && now.isBefore(job.arrivalAt()) ? Step.HOLD : Step.FILLED;
            }
            case OPEN -> {
                if (!now.isBefore(job.arrivalAt())) {
                    yield Step.EXPIRE;
                }
                if (job.weatherAdvice() == null) {
                    yield Step.ADVISE;
                }
                if (held) {
                    yield Step.HOLD;
                }
                yield now.isBefore(giveUpAt) ? Step.FILL : Step.DECIDE;
            }
        };
    }

    /** Somebody was there, or was to be, and nobody is any more. */
    private static boolean allHaveEnded(List<JobAssignment> assignments) {
        return assignments.stream().noneMatch(JobAssignment::active)
                && assignments.stream()
                        .anyMatch(a -> a.status() == JobAssignmentStatus.COMPLETED
                                || a.status() == JobAssignmentStatus.NO_SHOW);
    }

    /** Who posts late still has half of what is left for asking: an admin is not called before anybody could answer. */
    private static Instant giveUpAt(JobView job, JobLimits limits) {
        Instant planned = job.arrivalAt().minus(limits.giveUpBefore());
        Instant half = job.postedAt().plus(Duration.between(job.postedAt(), job.arrivalAt()).dividedBy(2));
        return planned.isBefore(half) ? half : planned;
    }

    private static @Nullable Instant lookAgainAt(JobView job, JobLimits limits, Instant now) {
        Instant at = job.arrivalAt().minus(limits.lookAgainBefore());
        Instant lookedUpAt = lookedUpAt(job.weather());
        boolean looked = lookedUpAt != null && !lookedUpAt.isBefore(at);
        return looked || job.status() == JobStatus.IN_PROGRESS || !now.isBefore(job.arrivalAt()) ? null : at;
    }

    private static @Nullable Instant lookedUpAt(@Nullable JsonNode weather) {
        String text = weather == null ? "" : weather.path("lookedUpAt").asString("");
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalStateException("job.weather.lookedUpAt is no instant: " + text, e);
        }
    }
}
