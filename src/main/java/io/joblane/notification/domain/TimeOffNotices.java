package io.joblane.notification.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.engine.WorkerFault;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells agents what became of their requests for time off. */
@Service
public class TimeOffNotices {
    private final JdbcClient jdbc;
    private final AgentNotices agents;
    private final MessageTexts texts;
    private final Companies companies;

    TimeOffNotices(JdbcClient jdbc, AgentNotices agents, MessageTexts texts, Companies companies) {
        this.jdbc = jdbc;
        this.agents = agents;
        this.texts = texts;
        this.companies = companies;
    }

    private record Facts(
            UUID agentId,
            String agent,
            LocalDate first,
            LocalDate last,
            String status,
            @Nullable String note) {
        boolean isDecided() {
            return List.of("approved", "rejected", "lapsed").contains(status);
        }
    }

    /** Once; whoever withdrew their request knows. @return how many messages are new in the ledger */
    @Transactional
    public int tellAgent(UUID request) {
        Facts facts = read(request);
        if (!facts.isDecided()) {
            return 0;
        }
        return agents.tell(
                "time_off_" + facts.status(),
                values(facts),
                List.of(new AgentNotices.To(facts.agentId(), "time_off_decided:" + request, About.NOTHING)));
    }

    private Map<String, String> values(Facts facts) {
        Company company = companies.current();
        return Map.of(
                "agent", facts.agent(),
                "first", texts.date(company, facts.first()),
                "last", texts.date(company, facts.last()),
                "note", facts.note() == null ? "" : facts.note());
    }

    private Facts read(UUID request) {
        return jdbc.sql("""
                        SELECT r.*, a.name FROM time_off_request r JOIN agent a ON a.id = r.agent_id WHERE r.id = ?
                        """)
                .param(request)
                .query((row, n) -> new Facts(
                        row.getObject("agent_id", UUID.class),
                        row.getString("name"),
                        row.getObject("first_day", LocalDate.class),
                        row.getObject("last_day", LocalDate.class),
                        row.getString("status"),
                        row.getString("decision_note")))
                .optional()
                .orElseThrow(() ->
                        new WorkerFault("The request for time off " + request + " is not in this company's database."));
    }
}
