package io.joblane.job.history;

import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Jobs of every status, the latest first. */
@Service
class JobHistory {
    private static final int FETCH = 500;
    private static final String SELECT = """
            SELECT j.*, l.name AS lead_agent, o.offers, o.declined, a.accepted, a.withdrawn, a.no_shows, a.worked_seconds
            FROM job j
            LEFT JOIN agent l ON l.id = j.lead_agent_id
            CROSS JOIN LATERAL (
                SELECT count(*) AS offers, count(*) FILTER (WHERE status = 'declined') AS declined
                FROM offer WHERE job_id = j.id AND deleted_at IS NULL) o
            CROSS JOIN LATERAL (
                SELECT count(*) AS accepted, count(*) FILTER (WHERE status = 'withdrawn') AS withdrawn,
                       count(*) FILTER (WHERE status = 'no_show') AS no_shows,
                       coalesce(sum(extract(epoch FROM checked_out_at - checked_in_at)), 0)::bigint AS worked_seconds
                FROM assignment WHERE job_id = j.id AND deleted_at IS NULL) a
            WHERE\s""";
    private static final String LATEST_FIRST = " ORDER BY j.arrival_at DESC, j.id DESC";

    private final JdbcClient jdbc;

    JobHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The place behind which a page begins. */
    record After(Instant arrivalAt, UUID id) {}

    @Office
    @Transactional(readOnly = true)
    public List<PastJob> find(HistoryFilter filter, int limit, @Nullable After after) {
        String behind = after == null ? "" : " AND (j.arrival_at, j.id) < (:afterAt, :afterId)";
        return filter.bind(jdbc.sql(SELECT + filter.sql() + behind + LATEST_FIRST + " LIMIT :limit"))
                .param("afterAt", after == null ? null : Timestamp.from(after.arrivalAt()))
                .param("afterId", after == null ? null : after.id())
                .param("limit", limit)
                .query(PastJob::of)
                .list();
    }

    /** All of them, one by one, in the caller's transaction. */
    @Staff
    public void each(HistoryFilter filter, Consumer<PastJob> each) {
        filter.bind(jdbc.sql(SELECT + filter.sql() + LATEST_FIRST))
                .withFetchSize(FETCH)
                .query(row -> {
                    each.accept(PastJob.of(row, 0));
                });
    }
}
