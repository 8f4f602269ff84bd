package io.joblane.visit.domain;

import io.joblane.identity.Staff;
import io.joblane.job.JobAssignmentStatus;
import io.joblane.job.Jobs;
import io.joblane.shared.LowerCase;
import io.joblane.visit.VisitView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the office sees of a job's site. */
@Service
public class VisitBoard {
    private final JdbcClient jdbc;
    private final Jobs jobs;

    VisitBoard(JdbcClient jdbc, Jobs jobs) {
        this.jdbc = jdbc;
        this.jobs = jobs;
    }

    /** Everybody who goes, went or was to go, in the order in which they came to the job. */
    @Staff
    @Transactional(readOnly = true)
    public List<VisitView> of(UUID jobId) {
        if (jobs.find(jobId).isEmpty()) {
            throw OwnVisit.unknown();
        }
        return jdbc.sql("""
                        SELECT a.*, g.name,
                               a.checked_in_at IS NOT NULL
                                   AND coalesce(l.data ->> 'outside' = 'true', false) AS outside,
                               (SELECT count(*) FROM stored_file f WHERE f.assignment_id = a.id AND f.kind = 'photo'
                                   AND f.deleted_at IS NULL) AS photos,
                               EXISTS (SELECT FROM stored_file f WHERE f.assignment_id = a.id AND f.kind = 'signature'
                                   AND f.deleted_at IS NULL) AS signed
                        FROM assignment a
                        JOIN agent g ON g.id = a.agent_id
                        LEFT JOIN job_log l ON l.job_id = a.job_id AND l.assignment_id = a.id AND l.type = 'checked_in'
                        WHERE a.job_id = ? AND a.deleted_at IS NULL
                        ORDER BY a.assigned_at, a.id
                        """).param(jobId).query(VisitBoard::view).list();
    }

    private static VisitView view(ResultSet row, int number) throws SQLException {
        return new VisitView(
                row.getObject("id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getString("name"),
                LowerCase.parse(JobAssignmentStatus.class, row.getString("status")),
                row.getBoolean("confirmed"),
                instant(row, "checked_in_at"),
                row.getObject("check_in_lat", Double.class),
                row.getObject("check_in_lng", Double.class),
                row.getObject("check_in_metres", Integer.class),
                row.getBoolean("outside"),
                row.getString("check_in_reason"),
                instant(row, "checked_out_at"),
                row.getString("work_notes"),
                row.getInt("photos"),
                row.getBoolean("signed"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
