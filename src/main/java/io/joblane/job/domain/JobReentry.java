package io.joblane.job.domain;

import io.joblane.engine.Reentry;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Starts the processes of jobs that are not over again; offers that wait for an answer get new tasks there. */
@Component
class JobReentry implements Reentry {
    private final JdbcClient jdbc;
    private final JobStore jobs;
    private final JobPosting posting;

    JobReentry(JdbcClient jdbc, JobStore jobs, JobPosting posting) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.posting = posting;
    }

    @Override
    public int startAgain() {
        var open = jdbc.sql("""
                        SELECT id FROM job WHERE deleted_at IS NULL AND status IN ('open', 'filled', 'in_progress')
                        ORDER BY arrival_at, id
                        """).query(UUID.class).list();
        for (UUID id : open) {
            posting.startProcess(jobs.lock(id));
        }
        return open.size();
    }
}
