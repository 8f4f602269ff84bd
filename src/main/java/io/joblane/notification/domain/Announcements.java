package io.joblane.notification.domain;

import io.joblane.identity.Admin;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentStatus;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What an admin tells many agents at once. */
@Service
public class Announcements {
    /** The text's name in the catalogue. */
    private static final String EVENT = "announcement";

    private final JdbcClient jdbc;
    private final AgentNotices notices;

    Announcements(JdbcClient jdbc, AgentNotices notices) {
        this.jdbc = jdbc;
        this.notices = notices;
    }

    /**
     * Which agents; what is null or empty does not narrow it.
     *
     * @param skill an id
     */
    public record Audience(
            List<UUID> agentIds,
            @Nullable AgentStatus status,
            @Nullable UUID skill) {
        public Audience {
            agentIds = List.copyOf(agentIds);
        }
    }

    /** How many it would reach. */
    @Admin
    @Transactional(readOnly = true)
    public int count(Audience audience) {
        return find(audience).size();
    }

    /**
     * @param priority low, normal, high or urgent; null: normal
     * @return how many were told
     * @throws Problem 422 {@code nobody_to_tell}
     */
    @Admin
    @Transactional
    public int send(Audience audience, String title, String text, @Nullable String priority) {
        List<UUID> agents = find(audience);
        if (agents.isEmpty()) {
            throw Problem.unprocessable(
                    "nobody_to_tell", "No agent is like that. Widen the filter; dryRun says how many it finds.");
        }
        UUID announcement = Ids.next();
        notices.tell(
                EVENT,
                Map.of("title", title, "text", text),
                agents.stream()
                        .map(agent ->
                                new AgentNotices.To(agent, EVENT + ":" + announcement + ":" + agent, About.NOTHING))
                        .toList(),
                priority);
        return agents.size();
    }

    private List<UUID> find(Audience audience) {
        return jdbc.sql("""
                        SELECT a.id FROM agent a
                        WHERE a.deleted_at IS NULL
                          AND (cardinality(:ids::uuid[]) = 0 OR a.id = ANY(:ids::uuid[]))
                          AND (:status::text IS NULL OR a.status = :status)
                          AND (:skill::uuid IS NULL OR EXISTS (SELECT FROM agent_skill s
                               WHERE s.agent_id = a.id AND s.skill_id = :skill AND s.deleted_at IS NULL))
                        ORDER BY a.id
                        """)
                .param("ids", audience.agentIds().toArray(UUID[]::new))
                .param("status", audience.status() == null ? null : LowerCase.of(audience.status()))
                .param("skill", audience.skill())
                .query(UUID.class)
                .list();
    }
}
