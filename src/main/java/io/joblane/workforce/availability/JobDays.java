package io.joblane.workforce.availability;

import io.joblane.context.CurrentActor;
import io.joblane.shared.Ids;
import io.joblane.workforce.Availabilities;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The days that jobs take. The row of a day remembers what a job covers, so that it can be uncovered. */
@Component
class JobDays implements Availabilities {
    private final JdbcClient jdbc;

    private final Clock clock;

    JobDays(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    @Transactional
    public boolean block(UUID agentId, UUID jobId, LocalDate day) {
        return jdbc.sql("""
                        INSERT INTO availability AS a (id, agent_id, date, available, source, job_id, jobs, version)
                        VALUES (:id, :agent, :day, false, 'job', :job, ARRAY[:job::uuid], 0)
                        ON CONFLICT (agent_id, date) WHERE deleted_at IS NULL DO UPDATE SET
                            covered = CASE WHEN a.source = 'job' THEN a.covered
                                           ELSE jsonb_build_object('available', a.available, 'away', a.away, 'source', a.source) END,
                            available = false, away = false, source = 'job', job_id = :job,
                            jobs = array_remove(a.jobs, :job::uuid) || :job::uuid, version = a.version + 1
                        RETURNING coalesce((covered ->> 'away')::boolean, false)
                        """)
                .param("id", Ids.next())
                .param("agent", agentId)
                .param("day", day)
                .param("job", jobId)
                .query(Boolean.class)
                .single();
    }

    @Override
    @Transactional
    public void unblock(UUID jobId, UUID agentId) {
        jdbc.sql("""
                        WITH freed AS (
                            SELECT id, array_remove(jobs, :job::uuid) AS jobs FROM availability
                            WHERE agent_id = :agent AND :job = ANY (jobs) AND deleted_at IS NULL FOR UPDATE)
                        UPDATE availability a SET
                            jobs = f.jobs, job_id = f.jobs[cardinality(f.jobs)], version = a.version + 1,
                            available = cardinality(f.jobs) = 0 AND coalesce((a.covered ->> 'available')::boolean, false),
                            away = cardinality(f.jobs) = 0 AND coalesce((a.covered ->> 'away')::boolean, false),
                            source = CASE WHEN cardinality(f.jobs) > 0 THEN 'job' ELSE coalesce(a.covered ->> 'source', 'office') END,
                            covered = CASE WHEN cardinality(f.jobs) > 0 THEN a.covered END,
                            deleted_at = CASE WHEN cardinality(f.jobs) = 0 AND a.covered IS NULL THEN :now::timestamptz END,
                            deleted_by = CASE WHEN cardinality(f.jobs) = 0 AND a.covered IS NULL
                                              THEN :who END
                        FROM freed f WHERE a.id = f.id
                        """)
                .param("job", jobId)
                .param("agent", agentId)
                .param("now", Timestamp.from(clock.instant()))
                .param("who", CurrentActor.get().auditName())
                .update();
    }
}
