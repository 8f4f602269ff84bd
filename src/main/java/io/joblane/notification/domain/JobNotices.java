package io.joblane.notification.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.engine.WorkerFault;
import io.joblane.job.Site;
import io.joblane.shared.LowerCase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells agents what has become of a job. Where nobody is left to tell, it does nothing. */
@Service
public class JobNotices {
    private final JdbcClient jdbc;
    private final AgentNotices notices;
    private final StaffNotices staff;
    private final MessageTexts texts;
    private final Companies companies;

    JobNotices(JdbcClient jdbc, AgentNotices notices, StaffNotices staff, MessageTexts texts, Companies companies) {
        this.jdbc = jdbc;
        this.notices = notices;
        this.staff = staff;
        this.texts = texts;
        this.companies = companies;
    }

    private record Facts(
            String reference,
            String title,
            String type,
            String address,
            String postcode,
            Instant arrivalAt,
            int minutes,
            String instructions,
            @Nullable String weather,
            @Nullable String advice,
            @Nullable String reason,
            long change) {}

    private record Recipient(
            UUID agentId,
            @Nullable UUID assignmentId,
            @Nullable UUID offerId) {}

    /**
     * @param onlyAssignment null for everybody whom the event concerns
     * @return how many messages are new in the ledger
     */
    @Transactional
    public int tell(UUID jobId, JobEvent event, @Nullable UUID onlyAssignment) {
        Facts job = facts(jobId);
        List<AgentNotices.To> to = jdbc
                .sql("SELECT agent_id, assignment_id, offer_id FROM ("
                        + event.recipients().sql() + ") r(agent_id, assignment_id, offer_id)")
                .param("job", jobId)
                .query((row, n) -> new Recipient(
                        row.getObject("agent_id", UUID.class),
                        row.getObject("assignment_id", UUID.class),
                        row.getObject("offer_id", UUID.class)))
                .list()
                .stream()
                .filter(each -> onlyAssignment == null || onlyAssignment.equals(each.assignmentId()))
                .map(each -> new AgentNotices.To(
                        each.agentId(),
                        key(event, jobId, each, job),
                        About.job(jobId, each.offerId(), each.assignmentId())))
                .toList();
        return notices.tell(LowerCase.of(event), values(companies.current(), job), to);
    }

    /**
     * Once for each weather and arrival time.
     *
     * @param event which text of the office's
     * @param users the logins of those who are told
     */
    @Transactional
    public void tellOffice(UUID jobId, String event, List<UUID> users) {
        Facts job = facts(jobId);
        staff.tell(
                event,
                event + ":" + jobId + ":" + job.arrivalAt() + ":" + job.advice(),
                values(companies.current(), job),
                users);
    }

    /** A change, and another weather, are told each time; everything else once for an offer or an assignment. */
    private static String key(JobEvent event, UUID jobId, Recipient to, Facts job) {
        Object about = to.assignmentId() != null ? to.assignmentId() : to.offerId() != null ? to.offerId() : jobId;
        String key = LowerCase.of(event) + ":" + about;
        return switch (event) {
            case JOB_CHANGED -> key + ":" + job.change();
            case WEATHER_CHANGED, JOB_GOES_ON -> key + ":" + job.arrivalAt() + ":" + job.advice();
            case JOB_SIGN_OFF -> key + ":" + to.agentId();
            default -> key;
        };
    }

    private Facts facts(UUID jobId) {
        return jdbc.sql("""
                        SELECT j.*, j.weather ->> 'text' AS weather_text,
                               (SELECT coalesce(max(seq), 0) FROM job_log l WHERE l.job_id = j.id AND l.type = 'changed') AS change
                        FROM job j WHERE j.id = ? AND j.deleted_at IS NULL
                        """)
                .param(jobId)
                .query(JobNotices::row)
                .optional()
                .orElseThrow(() -> new WorkerFault("Job " + jobId + " does not exist in this company's database."));
    }

    private static Facts row(ResultSet row, int number) throws SQLException {
        return new Facts(
                row.getString("reference"),
                row.getString("title"),
                row.getString("type"),
                row.getString("address"),
                row.getString("postcode"),
                row.getTimestamp("arrival_at").toInstant(),
                row.getInt("expected_minutes"),
                row.getString("instructions"),
                row.getString("weather_text"),
                row.getString("weather_advice"),
                row.getString("cancellation_reason"),
                row.getLong("change"));
    }

    private Map<String, String> values(Company company, Facts job) {
        Map<String, String> values = new HashMap<>();
        values.put("reference", job.reference());
        values.put("title", job.title());
        values.put("type", job.type());
        values.put("address", job.address() + ", " + job.postcode());
        values.put("area", new Site(job.address(), job.postcode(), 0, 0).area());
        values.put("arrivalAt", texts.time(company, job.arrivalAt()));
        values.put(
                "hours",
                BigDecimal.valueOf(job.minutes())
                        .divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString());
        values.put("instructions", job.instructions());
        values.put("weather", job.weather() == null ? texts.text(company, "weather.unknown", Map.of()) : job.weather());
        values.put("reason", job.reason() == null ? "" : job.reason());
        return values;
    }
}
