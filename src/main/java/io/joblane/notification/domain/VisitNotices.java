package io.joblane.notification.domain;

import io.joblane.company.Companies;
import io.joblane.engine.WorkerFault;
import io.joblane.shared.LowerCase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells an agent something about their work at the site of a job. Reads other modules' tables and writes none. */
@Service
public class VisitNotices {
    private final JdbcClient jdbc;
    private final AgentNotices notices;
    private final MessageTexts texts;
    private final Companies companies;

    VisitNotices(JdbcClient jdbc, AgentNotices notices, MessageTexts texts, Companies companies) {
        this.jdbc = jdbc;
        this.notices = notices;
        this.texts = texts;
        this.companies = companies;
    }

    /** What an agent is told. The names in lower case are the task header {@code event} of the model and keys of the catalogue. */
    public enum Event {
        VISIT_REMINDER,
        VISIT_CHECK_OUT_MISSING,
        VISIT_NO_SHOW
    }

    private record Facts(UUID jobId, UUID agentId, String reference, String title, String address, Instant arrivalAt) {}

    /** @return how many messages are new in the ledger */
    @Transactional
    public int tell(UUID assignmentId, Event event) {
        Facts facts = jdbc.sql("""
                        SELECT a.job_id, a.agent_id, j.reference, j.title, j.address, j.arrival_at
                        FROM assignment a JOIN job j ON j.id = a.job_id WHERE a.id = ?
                        """)
                .param(assignmentId)
                .query((row, number) -> new Facts(
                        row.getObject("job_id", UUID.class),
                        row.getObject("agent_id", UUID.class),
                        row.getString("reference"),
                        row.getString("title"),
                        row.getString("address"),
                        row.getTimestamp("arrival_at").toInstant()))
                .optional()
                .orElseThrow(() ->
                        new WorkerFault("Assignment " + assignmentId + " does not exist in this company's database."));
        String name = LowerCase.of(event);
        return notices.tell(
                name,
                Map.of(
                        "reference", facts.reference(),
                        "title", facts.title(),
                        "address", facts.address(),
                        "arrivalAt", texts.time(companies.current(), facts.arrivalAt())),
                List.of(new AgentNotices.To(
                        facts.agentId(),
                        // A changed time has its own reminder.
                        name + ":" + assignmentId + ":" + facts.arrivalAt(),
                        About.job(facts.jobId(), null, assignmentId))));
    }
}
