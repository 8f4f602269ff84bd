package io.joblane.workforce.skill;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists of skills. */
@Component
class SkillQueries {
    private static final String JOINED = """
            FROM agent_skill h JOIN skill s ON s.id = h.skill_id AND s.deleted_at IS NULL
            JOIN agent a ON a.id = h.agent_id AND a.deleted_at IS NULL
            WHERE h.deleted_at IS NULL AND\s""";

    private final JdbcClient jdbc;

    SkillQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a page of {@link #expiring} ended. */
    record After(LocalDate until, UUID id) {}

    List<SkillView> page(@Nullable UUID after, int limit) {
        return jdbc.sql("SELECT id, name, needs_certificate, version FROM skill WHERE deleted_at IS NULL"
                        + (after == null ? "" : " AND id > :after") + " ORDER BY id LIMIT :limit")
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new SkillView(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getBoolean("needs_certificate"),
                        row.getInt("version")))
                .list();
    }

    boolean isUsed(UUID skillId) {
        return jdbc.sql("SELECT EXISTS (SELECT " + JOINED + "h.skill_id = ?)")
                .param(skillId)
                .query(Boolean.class)
                .single();
    }

    /** Without an end where the skill needs one. */
    boolean isUsedWithoutEnd(UUID skillId) {
        return jdbc.sql("SELECT EXISTS (SELECT " + JOINED + "h.skill_id = ? AND h.certificate_until IS NULL)")
                .param(skillId)
                .query(Boolean.class)
                .single();
    }

    List<AgentSkillView> ofAgent(UUID agentId) {
        return jdbc.sql("SELECT h.*, s.name, s.needs_certificate " + JOINED + "h.agent_id = ? ORDER BY lower(s.name)")
                .param(agentId)
                .query(SkillQueries::agentSkill)
                .list();
    }

    /** Those who are first to end come first. */
    List<ExpiringSkill> expiring(LocalDate today, int days, @Nullable After after, int limit) {
        return jdbc.sql(
                        "SELECT h.*, s.name AS skill, a.name AS agent_name, h.certificate_until - :today::date AS days_left "
                                + JOINED + "h.certificate_until <= :today::date + :days"
                                + (after == null ? "" : " AND (h.certificate_until, h.id) > (:until, :after)")
                                + " ORDER BY h.certificate_until, h.id LIMIT :limit")
                .param("today", today)
                .param("days", days)
                .param("until", after == null ? null : after.until())
                .param("after", after == null ? null : after.id())
                .param("limit", limit)
                .query((row, n) -> new ExpiringSkill(
                        row.getObject("id", UUID.class),
                        row.getObject("agent_id", UUID.class),
                        row.getString("agent_name"),
                        row.getObject("skill_id", UUID.class),
                        row.getString("skill"),
                        row.getString("certificate_number"),
                        row.getObject("certificate_until", LocalDate.class),
                        row.getInt("days_left")))
                .list();
    }

    private static AgentSkillView agentSkill(ResultSet row, int number) throws SQLException {
        return new AgentSkillView(
                row.getObject("skill_id", UUID.class),
                row.getString("name"),
                row.getBoolean("needs_certificate"),
                row.getString("certificate_number"),
                row.getObject("certificate_from", LocalDate.class),
                row.getObject("certificate_until", LocalDate.class),
                row.getInt("version"));
    }
}
