package io.joblane.job.domain;

import io.joblane.company.Companies;
import io.joblane.database.Transactions;
import io.joblane.job.JobAssignment;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.JobStatus;
import io.joblane.shared.LowerCase;
import io.joblane.workforce.Agents;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Where a job stands, and what its process does with it by itself; every step under the job's lock. */
@Service
public class JobCourse {
    private final JobStore jobs;
    private final JobTable table;
    private final JobAssignmentTable assignments;
    private final OfferTable offers;
    private final Slots slots;
    private final Agents agents;
    private final Companies companies;
    private final Clock clock;
    private final Transactions transactions;

    JobCourse(
            JobStore jobs,
            JobTable table,
            JobAssignmentTable assignments,
            OfferTable offers,
            Slots slots,
            Agents agents,
            Companies companies,
            Clock clock,
            Transactions transactions) {
        this.jobs = jobs;
        this.table = table;
        this.assignments = assignments;
        this.offers = offers;
        this.slots = slots;
        this.agents = agents;
        this.companies = companies;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** What the process does next. */
    public enum Stage {
        WEATHER,
        HOLD,
        FILL,
        GIVE_UP,
        AWAIT,
        SIGN_OFF,
        /** Whom it does not need is told so. */
        CLOSE_OFFERS,
        COMPLETED,
        EXPIRED,
        CANCELLED
    }

    /**
     * @param agentId who signs off; null for an admin
     * @param limits the job's, and three moments that follow from them
     */
    public record Plan(
            Stage stage, Instant arrivalAt, @Nullable UUID agentId, Map<String, String> limits) {}

    public Plan plan(UUID id) {
        return transactions.run(() -> {
            Job job = jobs.lock(id);
            Map<String, String> limits = new LinkedHashMap<>(job.limits().values());
            limits.put(
                    "weatherLookupAt",
                    job.limits()
                            .weatherAgainAt(job.workDate(), companies.current().timeZone())
                            .toString());
            limits.put("overdueAt", job.overdueAt().toString());
            UUID lead = job.order().leadAgentId();
            return new Plan(
                    stage(job, clock.instant()),
                    job.order().arrivalAt(),
                    lead != null && agents.find(lead).isPresent() ? lead : null,
                    limits);
        });
    }

    private Stage stage(Job job, Instant now) {
        switch (job.status()) {
            case COMPLETED -> {
                return Stage.COMPLETED;
            }
            case EXPIRED -> {
                return Stage.EXPIRED;
            }
            case CANCELLED -> {
                return Stage.CANCELLED;
            }
            case FILLED, IN_PROGRESS -> {
                if (table.openOffers(job.id()) > 0) {
                    return Stage.CLOSE_OFFERS;
                }
            }
            case OPEN -> {}
        }
        boolean begun = job.status() == JobStatus.IN_PROGRESS
                || !now.isBefore(job.order().arrivalAt());
        if (!begun && job.weather().advice() == null) {
            return Stage.WEATHER;
        }
        if (!begun && job.weather().holds()) {
            return Stage.HOLD;
        }
        if (job.status() == JobStatus.OPEN && !begun) {
            return Stage.FILL;
        }
        if (job.status() == JobStatus.OPEN && job.agentsAssigned() == 0) {
            return Stage.GIVE_UP;
        }
        boolean done = !now.isBefore(job.overdueAt()) || (begun && table.unfinished(job.id()) == 0);
        return done ? Stage.SIGN_OFF : Stage.AWAIT;
    }

    /** Who was asked and has not answered is too late, unless agents are still wanted. @return where the job stands */
    public String closeOffers(UUID id) {
        return transactions.run(() -> {
            Job job = jobs.lock(id);
            boolean full = job.status() != JobStatus.OPEN || job.freeSlots() == 0;
            if (full) {
                offers.closeOpen(
                        id, job.status() == JobStatus.CANCELLED ? OfferStatus.WITHDRAWN : OfferStatus.FILLED, null);
            }
            return full ? "filled" : "open";
        });
    }

    /**
     * The arrival time has come while agents are still wanted: without anybody the job ends, with some it goes on with those.
     *
     * @return {@code expired}, {@code short} or, where somebody was faster, {@code kept}
     */
    public String expire(UUID id) {
        return transactions.run(() -> {
            Job job = jobs.lock(id);
            Instant now = clock.instant();
            if (job.status() != JobStatus.OPEN || now.isBefore(job.order().arrivalAt())) {
                return "kept";
            }
            offers.closeOpen(id, OfferStatus.EXPIRED, null);
            if (job.agentsAssigned() > 0) {
                return "short";
            }
            jobs.move(job, job.become(JobStatus.EXPIRED), null, now, "nobody_goes");
            return "expired";
        });
    }

    /** Whether the job really is cancelled; says it in the process's words. */
    public String readEnd(UUID id) {
        return transactions.run(() -> LowerCase.of(jobs.get(id).status()));
    }

    /** What is left of a job that is signed off: agents who never checked out, or never came. */
    public void close(UUID id) {
        transactions.run(() -> {
            Job job = jobs.lock(id);
            offers.closeOpen(id, OfferStatus.EXPIRED, null);
            for (JobAssignment assignment : assignments.active(id)) {
                boolean came = assignment.status() == JobAssignmentStatus.ON_SITE;
                slots.release(
                        job,
                        assignment,
                        came ? JobAssignmentStatus.COMPLETED : JobAssignmentStatus.NO_SHOW,
                        "the job was signed off");
            }
            return job;
        });
    }
}
