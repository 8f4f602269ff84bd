package io.joblane.testing;

import io.joblane.engine.Outbox;
import io.joblane.shared.Geo;
import io.joblane.shared.Ids;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Jobs and who goes there, as the job module leaves them in the database and tells the engine: so that what happens at a site
 * is tested without how an agent is found. Call it in a transaction, with a company set.
 */
public record Sites(JdbcClient jdbc, Outbox outbox) {
    public static final Geo SITE = new Geo(40.70, -74.01);
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** A job of an hour with one agent; {@code lead} may be missing. */
    public UUID job(String type, String urgency, Instant arrivalAt, @Nullable UUID lead) {
        UUID id = Ids.next();
        jdbc.sql("""
                        INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at, expected_minutes,
                            agents_required, agents_assigned, lead_agent_id, urgency, work_date, posted_at,
                            created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :reference, 'Boiler', :type, 'filled', '9 Site Road', '10004', :lat, :lng, :arrival, 60,
                            1, 1, :lead, :urgency, (:arrival AT TIME ZONE 'America/New_York')::date, :arrival,
                            :arrival, 'test', :arrival, 'test', 0)
                        """)
                .param("id", id)
                .param("reference", "JB-T" + NEXT.incrementAndGet())
                .param("type", type)
                .param("lat", SITE.lat())
                .param("lng", SITE.lng())
                .param("arrival", Timestamp.from(arrivalAt))
                .param("lead", lead)
                .param("urgency", urgency)
                .update();
        return id;
    }

    /** Ties the agent to the job; no process begins. */
    public UUID assignment(UUID job, UUID agent, String status, Instant now) {
        UUID id = Ids.next();
        jdbc.sql("""
                        INSERT INTO assignment (id, job_id, agent_id, status, active, during, method, assigned_by, assigned_at,
                            accepted_at, created_at, created_by, updated_at, updated_by, version)
                        SELECT :id, j.id, :agent, :status, :status IN ('accepted', 'on_site'),
                            tstzrange(j.arrival_at - interval '30 minutes', j.arrival_at + interval '2 hours'),
                            'manual', 'test', :now, :now, :now, 'test', :now, 'test', 0
                        FROM job j WHERE j.id = :job
                        """)
                .param("id", id)
                .param("job", job)
                .param("agent", agent)
                .param("status", status)
                .param("now", Timestamp.from(now))
                .update();
        return id;
    }

    /** The agent is told, and the process of the visit begins. */
    public void announce(String company, UUID job, UUID assignment, UUID agent, String urgency) {
        outbox.message(
                "job.agentAssigned",
                assignment,
                Map.of(
                        "company",
                        company,
                        "jobId",
                        job,
                        "assignmentId",
                        assignment,
                        "agentId",
                        agent,
                        "urgency",
                        urgency));
    }

    /** The office moves the job; its agents have to say whether that suits. */
    public void move(UUID job, UUID assignment, Instant arrivalAt) {
        jdbc.sql("SELECT 1 FROM job WHERE id = ? FOR UPDATE").param(job).query().singleRow();
        jdbc.sql("UPDATE job SET arrival_at = ?, version = version + 1 WHERE id = ?")
                .param(Timestamp.from(arrivalAt))
                .param(job)
                .update();
        jdbc.sql("UPDATE assignment SET confirmed = false, during = tstzrange(?, ?) WHERE id = ?")
                .param(Timestamp.from(arrivalAt.minus(Duration.ofMinutes(30))))
                .param(Timestamp.from(arrivalAt.plus(Duration.ofHours(2))))
                .param(assignment)
                .update();
        outbox.message("job.timeChanged", assignment);
    }

    /**
     * The agent withdraws or is taken off.
     *
     * @return false where the assignment holds its agent no more
     */
    public boolean end(UUID job, UUID assignment, String status) {
        jdbc.sql("SELECT 1 FROM job WHERE id = ? FOR UPDATE").param(job).query().singleRow();
        boolean ended = jdbc.sql("UPDATE assignment SET status = ?, active = false WHERE id = ? AND active")
                        .param(status)
                        .param(assignment)
                        .update()
                == 1;
        if (ended) {
            outbox.message("job.assignmentEnded", assignment);
        }
        return ended;
    }
}
