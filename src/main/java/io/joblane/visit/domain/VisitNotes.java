package io.joblane.visit.domain;

import io.joblane.context.CurrentActor;
import io.joblane.identity.AgentOnly;
import io.joblane.identity.Staff;
import io.joblane.job.JobAssignment;
import io.joblane.job.Jobs;
import io.joblane.shared.Problem;
import io.joblane.visit.VisitNote;
import io.joblane.workforce.AgentAction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Notes of agents about a job: each writes and sees their own, the office sees all. */
@Service
public class VisitNotes {
    private static final String SELECT = "SELECT * FROM visit_note WHERE deleted_at IS NULL AND ";

    private final JdbcClient jdbc;
    private final OwnVisit visit;
    private final Jobs jobs;
    private final Clock clock;

    VisitNotes(JdbcClient jdbc, OwnVisit visit, Jobs jobs, Clock clock) {
        this.jdbc = jdbc;
        this.visit = visit;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** @param added false where the note was there before */
    public record Written(VisitNote note, boolean added) {}

    /**
     * @param id made by the phone, the same in a repetition
     * @throws Problem 404, 409 where it is not the time for it, 422 where the id was used for another note
     */
    @AgentOnly
    @Transactional
    public Written write(UUID jobId, UUID id, Instant at, String text) {
        JobAssignment assignment = visit.open(jobId);
        Instant now = clock.instant();
        boolean added = jdbc.sql("""
                        INSERT INTO visit_note (id, visit_id, job_id, agent_id, at, text, written_by,
                            created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :visit, :job, :agent, :at, :text, :by, :now, :actor, :now, :actor, 0)
                        ON CONFLICT (id) DO NOTHING
                        """)
                        .param("id", id)
                        .param("visit", assignment.id())
                        .param("job", jobId)
                        .param("agent", assignment.agentId())
                        .param("at", Timestamp.from(at.isAfter(now) ? now : at))
                        .param("text", text.strip())
                        .param("by", CurrentActor.get().label())
                        .param("now", Timestamp.from(now))
                        .param("actor", CurrentActor.get().auditName())
                        .update()
                == 1;
        return new Written(
                find(id).filter(note -> note.assignmentId().equals(assignment.id())
                                && note.text().equals(text.strip()))
                        .orElseThrow(() -> Problem.unprocessable(
                                "note_id_reused", "This id was used for another note. Make a new one for each note.")),
                added);
    }

    @AgentOnly
    @Transactional(readOnly = true)
    public List<VisitNote> ofOwn(UUID jobId) {
        UUID agent = visit.own(jobId, AgentAction.VIEW_HISTORY).getFirst().agentId();
        return list("job_id = ? AND agent_id = ? ORDER BY at, id", jobId, agent);
    }

    @Staff
    @Transactional(readOnly = true)
    public List<VisitNote> of(UUID jobId) {
        if (jobs.find(jobId).isEmpty()) {
            throw OwnVisit.unknown();
        }
        return list("job_id = ? ORDER BY at, id", jobId);
    }

    private Optional<VisitNote> find(UUID id) {
        return list("id = ?", id).stream().findFirst();
    }

    private List<VisitNote> list(String condition, Object... params) {
        return jdbc.sql(SELECT + condition)
                .params(params)
                .query(VisitNotes::row)
                .list();
    }

    private static VisitNote row(ResultSet row, int number) throws SQLException {
        return new VisitNote(
                row.getObject("id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getObject("visit_id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getString("text"),
                row.getString("written_by"));
    }
}
