package io.joblane.job.domain;

import io.joblane.engine.Reentry;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Starts the processes of jobs that are not over again. Offers that wait for an answer had their tasks in the instance that is
 * gone: they end, and the search asks again whom it needs.
 */
@Component
class JobReentry implements Reentry {
    private final JdbcClient jdbc;
    private final JobStore jobs;
    private final OfferTable offers;
    private final JobPosting posting;

    JobReentry(JdbcClient jdbc, JobStore jobs, OfferTable offers, JobPosting posting) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.offers = offers;
        this.posting = posting;
    }

    @Override
    public int startAgain() {
        var open = jdbc.sql("""
                        SELECT id FROM job WHERE deleted_at IS NULL AND status IN ('open', 'filled', 'in_progress')
                        ORDER BY arrival_at, id
                        """).query(UUID.class).list();
        for (UUID id : open) {
            Job job = jobs.lock(id);
            if (offers.closeOpen(id, OfferStatus.EXPIRED, "restored") > 0) {
                job = jobs.save(job.with(job.filling().resumed()));
            }
            posting.startProcess(job);
        }
        return open.size();
    }
}
