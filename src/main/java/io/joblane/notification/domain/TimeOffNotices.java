package io.joblane.notification.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.engine.WorkerFault;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells agents what became of their requests for time off, and managers which of them wait. */
@Service
public class TimeOffNotices {
    private final JdbcClient jdbc;
    private final AgentNotices agents;
    private final StaffNotices staff;
    private final MessageTexts texts;
    private final Companies companies;

    TimeOffNotices(JdbcClient jdbc, AgentNotices agents, StaffNotices staff, MessageTexts texts, Companies companies) {
        this.jdbc = jdbc;
        this.agents = agents;
        this.staff = staff;
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

    /**
     * Each of them once, as long as nobody has decided.
     *
     * @param event the text's name
     * @param managers their logins
     * @return how many messages are new in the ledger
     */
    @Transactional
    public int remindManagers(UUID request, String event, Collection<UUID> managers) {
        Facts facts = read(request);
        return "requested".equals(facts.status())
                ? staff.tell(event, event + ":" + request, values(facts), managers)
                : 0;
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
