package io.joblane.job.domain;

import io.joblane.job.JobStatus;
import io.joblane.job.JobView;
import io.joblane.job.Urgency;
import io.joblane.shared.LowerCase;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lists of jobs, by arrival time. */
@Component
public class JobSearch {
    private final JdbcClient jdbc;
    private final JobTable jobs;

    JobSearch(JdbcClient jdbc, JobTable jobs) {
        this.jdbc = jdbc;
        this.jobs = jobs;
    }

    /**
     * What a list is narrowed to; null does not narrow.
     *
     * @param from belongs to the range of arrival times, {@code to} does not
     * @param q part of the title, reference, address or postcode
     * @param agentId only what was offered to the agent, or they lead, go, or went; an address is then not searched, for the agent may
     *     not know it yet
     */
    public record Filter(
            @Nullable JobStatus status,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String type,
            @Nullable Urgency urgency,
            @Nullable String q,
            @Nullable UUID agentId) {}

    /** The place behind which a page begins. */
    public record After(Instant arrivalAt, UUID id) {}

    @Transactional(readOnly = true)
    public List<JobView> find(Filter filter, int limit, @Nullable After after) {
        List<String> conditions = new ArrayList<>(List.of("j.deleted_at IS NULL"));
        Map<String, Object> params = new HashMap<>();
        if (filter.status() != null) {
            conditions.add("j.status = :status");
            params.put("status", LowerCase.of(filter.status()));
        }
        if (filter.from() != null) {
            conditions.add("j.arrival_at >= :from");
            params.put("from", Timestamp.from(filter.from()));
        }
        if (filter.to() != null) {
            conditions.add("j.arrival_at < :to");
            params.put("to", Timestamp.from(filter.to()));
        }
        if (filter.type() != null) {
            conditions.add("lower(j.type) = lower(:type)");
            params.put("type", filter.type());
        }
        if (filter.urgency() != null) {
            conditions.add("j.urgency = :urgency");
            params.put("urgency", LowerCase.of(filter.urgency()));
        }
        if (filter.q() != null) {
            String where = filter.agentId() == null ? "j.address || ' ' || j.postcode" : "''";
            conditions.add("strpos(lower(j.title || ' ' || j.reference || ' ' || " + where + "), lower(:q)) > 0");
            params.put("q", filter.q());
        }
        if (filter.agentId() != null) {
            conditions.add(
                    "(j.lead_agent_id = :agent"
                            + " OR EXISTS (SELECT FROM offer o WHERE o.job_id = j.id AND o.agent_id = :agent AND o.deleted_at IS NULL)"
                            + " OR EXISTS (SELECT FROM assignment a WHERE a.job_id = j.id AND a.agent_id = :agent AND a.deleted_at IS NULL))");
            params.put("agent", filter.agentId());
        }
        if (after != null) {
            conditions.add("(j.arrival_at, j.id) > (:afterAt, :afterId)");
            params.put("afterAt", Timestamp.from(after.arrivalAt()));
            params.put("afterId", after.id());
        }
        List<UUID> ids = jdbc.sql("SELECT j.id FROM job j WHERE " + String.join(" AND ", conditions)
                        + " ORDER BY j.arrival_at, j.id LIMIT :limit")
                .params(params)
                .param("limit", limit)
                .query(UUID.class)
                .list();
        Map<UUID, JobView> byId =
                jobs.all(ids).stream().map(Job::view).collect(Collectors.toMap(JobView::id, Function.identity()));
        return ids.stream().map(byId::get).toList();
    }
}
