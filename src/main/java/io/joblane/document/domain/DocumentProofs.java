package io.joblane.document.domain;

import io.joblane.workforce.ProofSource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Documents of which agents are reminded: not those for which there is a later one of the same kind and title. */
@Component
class DocumentProofs implements ProofSource {
    private final JdbcClient jdbc;

    DocumentProofs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "document";
    }

    @Override
    @Transactional(readOnly = true)
    public List<Proof> endingBetween(LocalDate first, LocalDate last) {
        return jdbc.sql("""
                        SELECT d.id, d.agent_id, d.title, d.valid_until FROM agent_document d
                        JOIN agent a ON a.id = d.agent_id AND a.deleted_at IS NULL
                        WHERE d.deleted_at IS NULL AND d.valid_until BETWEEN ? AND ?
                          AND NOT EXISTS (SELECT FROM agent_document later
                                          WHERE later.agent_id = d.agent_id AND later.deleted_at IS NULL AND later.kind = d.kind
                                            AND lower(later.title) = lower(d.title)
                                            AND coalesce(later.valid_until, 'infinity') > d.valid_until)
                        ORDER BY d.valid_until, d.id
                        """)
                .param(first)
                .param(last)
                .query((row, n) -> new Proof(
                        row.getObject("id", UUID.class),
                        row.getObject("agent_id", UUID.class),
                        row.getString("title"),
                        row.getObject("valid_until", LocalDate.class)))
                .list();
    }
}
