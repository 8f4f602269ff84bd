package io.joblane.workforce.skill;

import io.joblane.workforce.ProofSource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The certificates of skills. */
@Component
class Certificates implements ProofSource {
    private final JdbcClient jdbc;

    Certificates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "certificate";
    }

    @Override
    @Transactional(readOnly = true)
    public List<Proof> endingBetween(LocalDate first, LocalDate last) {
        return jdbc.sql("""
                        SELECT h.id, h.agent_id, s.name, h.certificate_until FROM agent_skill h
                        JOIN skill s ON s.id = h.skill_id AND s.deleted_at IS NULL
                        JOIN agent a ON a.id = h.agent_id AND a.deleted_at IS NULL
                        WHERE h.deleted_at IS NULL AND h.certificate_until BETWEEN ? AND ?
                        ORDER BY h.certificate_until, h.id
                        """)
                .param(first)
                .param(last)
                .query((row, n) -> new Proof(
                        row.getObject("id", UUID.class),
                        row.getObject("agent_id", UUID.class),
                        row.getString("name"),
                        row.getObject("certificate_until", LocalDate.class)))
                .list();
    }
}
