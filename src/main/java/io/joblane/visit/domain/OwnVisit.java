package io.joblane.visit.domain;

import io.joblane.job.JobAssignment;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.JobAssignments;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.SignedInAgent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The signed-in agent's own work for a job: what they bring is taken from the check-in until a day after the check-out. */
@Component
class OwnVisit {
    private static final Duration AFTERWARDS = Duration.ofHours(24);

    private final JobAssignments assignments;
    private final SignedInAgent self;
    private final Clock clock;

    OwnVisit(JobAssignments assignments, SignedInAgent self, Clock clock) {
        this.assignments = assignments;
        this.self = self;
        this.clock = clock;
    }

    /** @throws Problem 404 for a job in which the agent has no part, 409 where it is not the time for it */
    JobAssignment open(UUID jobId) {
        Instant latestEnd = clock.instant().minus(AFTERWARDS);
        return own(jobId, AgentAction.UPLOAD_PHOTOS).stream()
                .filter(a -> a.status() == JobAssignmentStatus.ON_SITE || isCompletedSince(a, latestEnd))
                .findFirst()
                .orElseThrow(
                        () -> Problem.conflict(
                                "job_not_yours_now",
                                "This is taken from the moment you check in at the site until 24 hours after you checked out."));
    }

    /** @throws Problem 404 likewise */
    List<JobAssignment> own(UUID jobId, AgentAction action) {
        UUID agent = self.may(action).id();
        List<JobAssignment> own = assignments.ofJob(jobId).stream()
                .filter(a -> a.agentId().equals(agent))
                .toList();
        if (own.isEmpty()) {
            throw unknown();
        }
        return own;
    }

    static Problem unknown() {
        return Problem.notFound("job_unknown", "There is no such job of yours.");
    }

    private static boolean isCompletedSince(JobAssignment assignment, Instant moment) {
        Instant out = assignment.checkedOutAt();
        return assignment.status() == JobAssignmentStatus.COMPLETED && out != null && !out.isBefore(moment);
    }
}
