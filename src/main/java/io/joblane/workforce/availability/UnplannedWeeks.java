package io.joblane.workforce.availability;

import io.joblane.workforce.WeekPlans;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class UnplannedWeeks implements WeekPlans {
    private final JdbcClient jdbc;

    UnplannedWeeks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public List<UUID> agentsWithoutPlan(LocalDate monday) {
        return jdbc.sql("""
                        SELECT id FROM agent a WHERE deleted_at IS NULL
                          AND NOT EXISTS (SELECT FROM availability v WHERE v.agent_id = a.id AND v.deleted_at IS NULL
                                          AND v.date BETWEEN :monday AND :monday::date + 6)
                          AND NOT EXISTS (SELECT FROM availability_pattern p WHERE p.agent_id = a.id AND p.deleted_at IS NULL)
                        ORDER BY id
                        """).param("monday", monday).query(UUID.class).list();
    }
}
