package io.joblane.job.history;

import io.joblane.job.JobStatus;
import io.joblane.job.Urgency;
import io.joblane.shared.LowerCase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a history is narrowed to; null does not narrow.
 *
 * @param from first day of work, in the company's time zone
 * @param to last day of work, included
 * @param agentId who was tied to it, however that ended
 * @param text stands in the reference, the title or the address
 */
record HistoryFilter(
        @Nullable JobStatus status,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String type,
        @Nullable Urgency urgency,
        @Nullable UUID agentId,
        @Nullable String text) {

    String sql() {
        List<String> conditions = new ArrayList<>(List.of("j.deleted_at IS NULL"));
        when(status, "j.status = :status", conditions);
        when(from, "j.work_date >= :from", conditions);
        when(to, "j.work_date <= :to", conditions);
        when(type, "j.type = :type", conditions);
        when(urgency, "j.urgency = :urgency", conditions);
        when(
                agentId,
                "EXISTS (SELECT FROM assignment x WHERE x.job_id = j.id AND x.agent_id = :agent AND x.deleted_at IS NULL)",
                conditions);
        when(text, "(j.reference ILIKE :text OR j.title ILIKE :text OR j.address ILIKE :text)", conditions);
        return String.join(" AND ", conditions);
    }

    private static void when(@Nullable Object value, String condition, List<String> conditions) {
        if (value != null) {
            conditions.add(condition);
        }
    }

    JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
        return statement
                .param("status", status == null ? null : LowerCase.of(status))
                .param("from", from)
                .param("to", to)
                .param("type", type)
                .param("urgency", urgency == null ? null : LowerCase.of(urgency))
                .param("agent", agentId)
                .param("text", text == null ? null : '%' + text.replaceAll("([\\\\%_])", "\\\\$1") + '%');
    }
}
