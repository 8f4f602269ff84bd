package io.joblane.visit.domain;

import io.joblane.job.JobAssignment;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.JobAssignments;
import io.joblane.job.JobView;
import io.joblane.job.Jobs;
import io.joblane.shared.LowerCase;
import io.joblane.visit.domain.Geofence.Finding;
import io.joblane.visit.domain.VisitTable.Visit;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The agent's steps at a site and what the office says of them, each decided under the job's lock in the caller's transaction. */
@Service
public class VisitService {
    private final Jobs jobs;
    private final JobAssignments assignments;
    private final VisitTable table;
    private final VisitLog log;
    private final Evidence evidence;
    private final Clock clock;

    VisitService(
            Jobs jobs, JobAssignments assignments, VisitTable table, VisitLog log, Evidence evidence, Clock clock) {
        this.jobs = jobs;
        this.assignments = assignments;
        this.table = table;
        this.log = log;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** What became of a step. */
    public enum StepResult {
        DONE,
        ALREADY_DONE,
        /** The agent does not go to this job any more. */
        GONE,
        /** The job's time has changed since the question was asked. */
        TIME_CHANGED,
        /** The agent has checked in. */
        ON_SITE
    }

    private record Locked(JobView job, JobAssignment assignment, Visit visit) {
        boolean waits() {
            return assignment.active() && assignment.status() == JobAssignmentStatus.ACCEPTED;
        }

        /** The question is about the time that the job has now. */
        boolean isAsked() {
            return visit.arrivalAt().equals(job.arrivalAt());
        }
    }

    /**
     * @param agentId whose task it was
     * @throws io.joblane.shared.Problem 422 away from the site without a reason
     */
    public StepResult checkIn(UUID assignmentId, @Nullable String agentId, Instant occurredAt, CheckIn checkIn) {
        return decide(assignmentId, agentId, at -> {
            JobAssignment assignment = at.assignment();
            if (hasCome(assignment)) {
                return StepResult.ALREADY_DONE;
            }
            if (!at.waits()) {
                return StepResult.GONE;
            }
            if (!assignment.confirmed()) {
                return StepResult.TIME_CHANGED;
            }
            Finding finding = new Geofence(at.job().site(), at.visit().rules().radiusMetres()).judge(checkIn);
            Instant when = between(assignment.assignedAt(), occurredAt);
            table.checkIn(assignment.id(), when, checkIn, finding.metres());
            Map<String, Object> data = new HashMap<>(Map.of("outside", finding.outside()));
            if (finding.metres() != null) {
                data.put("metres", finding.metres());
            }
            log.add(assignment, "checked_in", JobAssignmentStatus.ON_SITE, when, checkIn.reason(), data);
            jobs.workStarted(at.job().id(), when);
            return StepResult.DONE;
        });
    }

    /** @throws io.joblane.shared.Problem 422 where photos or the signature are wanted and were not sent */
    public StepResult checkOut(
            UUID assignmentId, @Nullable String agentId, Instant occurredAt, @Nullable String notes) {
        return decide(assignmentId, agentId, at -> {
            JobAssignment assignment = at.assignment();
            if (assignment.status() == JobAssignmentStatus.COMPLETED) {
                return StepResult.ALREADY_DONE;
            }
            if (assignment.status() != JobAssignmentStatus.ON_SITE) {
                return StepResult.GONE;
            }
            evidence.require(at.job(), assignment, at.visit().rules());
            Instant checkedIn = assignment.checkedInAt();
            Instant when = between(checkedIn == null ? assignment.assignedAt() : checkedIn, occurredAt);
            table.checkOut(assignment.id(), when, notes);
            log.add(assignment, "checked_out", JobAssignmentStatus.COMPLETED, when, null, Map.of());
            jobs.workEnded(at.job().id());
            return StepResult.DONE;
        });
    }

    /** The agent says whether the changed time suits; where it does not, somebody else is wanted. */
    public StepResult confirmTime(UUID assignmentId, @Nullable String agentId, boolean suits) {
        return decide(assignmentId, agentId, at -> {
            JobAssignment assignment = at.assignment();
            if (!at.waits()) {
                return StepResult.GONE;
            }
            if (!at.isAsked()) {
                return StepResult.TIME_CHANGED;
            }
            if (assignment.confirmed()) {
                return suits ? StepResult.ALREADY_DONE : StepResult.GONE;
            }
            if (!suits) {
                return jobs.reopenSlot(assignment.id(), "The changed time does not suit the agent.")
                        ? StepResult.DONE
                        : StepResult.GONE;
            }
            table.confirm(assignment.id());
            log.add(assignment, "time_confirmed", assignment.status(), clock.instant(), null, Map.of());
            return StepResult.DONE;
        });
    }

    /** The time to confirm is over; an answer that was first counts. */
    public void lapseConfirmation(UUID assignmentId) {
        decide(assignmentId, null, at -> {
            if (at.waits() && at.isAsked() && !at.assignment().confirmed()) {
                jobs.reopenSlot(assignmentId, "The changed time was not confirmed.");
            }
            return StepResult.DONE;
        });
    }

    /** Whether the agent should be there and is not. */
    public boolean isAbsent(UUID assignmentId) {
        return decide(
                        assignmentId,
                        null,
                        at -> at.waits()
                                        && at.isAsked()
                                        && at.assignment().confirmed()
                                        && !clock.instant().isBefore(at.job().arrivalAt())
                                ? StepResult.DONE
                                : StepResult.GONE)
                == StepResult.DONE;
    }

    /** The office knows that the agent does not come. */
    public StepResult noShow(UUID assignmentId, @Nullable String reason) {
        return decide(assignmentId, null, at -> {
            JobAssignment assignment = at.assignment();
            if (assignment.status() == JobAssignmentStatus.NO_SHOW) {
                return StepResult.ALREADY_DONE;
            }
            if (hasCome(assignment)) {
                return StepResult.ON_SITE;
            }
            if (!at.waits()) {
                return StepResult.GONE;
            }
            Instant now = clock.instant();
            table.noShow(assignment.id(), now, reason);
            log.add(assignment, "no_show", JobAssignmentStatus.NO_SHOW, now, reason, Map.of());
            jobs.workEnded(at.job().id());
            return StepResult.DONE;
        });
    }

    /** The office has heard from the agent, who is on the way. */
    public StepResult stillComing(UUID assignmentId, @Nullable String reason) {
        return decide(assignmentId, null, at -> {
            JobAssignment assignment = at.assignment();
            if (hasCome(assignment)) {
                return StepResult.ON_SITE;
            }
            if (!at.waits()) {
                return StepResult.GONE;
            }
            log.add(assignment, "still_coming", assignment.status(), clock.instant(), reason, Map.of());
            return StepResult.DONE;
        });
    }

    /** Where a visit stands, for its process. */
    public record Standing(String visitStatus, Instant arrivalAt, Instant endsAt, String urgency) {}

    /** Keeps the rules and the time for the taps to come. @throws io.joblane.shared.Problem 404 */
    public Standing read(UUID assignmentId, UUID jobId, SiteRules rules) {
        JobView job = jobs.lock(jobId);
        Optional<JobAssignment> found = assignments.find(assignmentId);
        found.filter(JobAssignment::active).ifPresent(a -> table.save(a, job.arrivalAt(), rules));
        return new Standing(
                found.map(VisitService::standing).orElse("ended"),
                job.arrivalAt(),
                job.arrivalAt().plusSeconds(60L * job.minutes()),
                LowerCase.of(job.urgency()));
    }

    private static String standing(JobAssignment assignment) {
        return switch (assignment.status()) {
            case ACCEPTED -> assignment.confirmed() ? "accepted" : "unconfirmed";
            case ON_SITE -> "on_site";
            case COMPLETED -> "completed";
            case WITHDRAWN, REMOVED, CANCELLED, NO_SHOW -> "ended";
        };
    }

    private StepResult decide(UUID assignmentId, @Nullable String agentId, Function<Locked, StepResult> step) {
        Optional<JobAssignment> seen = assignments.find(assignmentId);
        if (seen.isEmpty()) {
            return StepResult.GONE;
        }
        JobView job = jobs.lock(seen.get().jobId());
        Optional<JobAssignment> assignment = assignments
                .find(assignmentId)
                .filter(a -> agentId == null || a.agentId().toString().equals(agentId));
        Optional<Visit> visit = table.find(assignmentId);
        return assignment.isEmpty() || visit.isEmpty()
                ? StepResult.GONE
                : step.apply(new Locked(job, assignment.get(), visit.get()));
    }

    private static boolean hasCome(JobAssignment assignment) {
        return assignment.status() == JobAssignmentStatus.ON_SITE
                || assignment.status() == JobAssignmentStatus.COMPLETED;
    }

    /** A phone's clock may be wrong: nothing happens in the future, or before what came first. */
    private Instant between(Instant earliest, Instant at) {
        Instant now = clock.instant();
        if (at.isAfter(now)) {
            return now;
        }
        return at.isBefore(earliest) ? earliest : at;
    }
}
