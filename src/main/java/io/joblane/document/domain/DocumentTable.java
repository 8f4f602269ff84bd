package io.joblane.document.domain;

import io.joblane.context.CurrentActor;
import io.joblane.document.DocumentKind;
import io.joblane.document.DocumentView;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code agent_document}. Every change of one is made under its lock. */
@Component
class DocumentTable {
    private static final String SELECT = """
            SELECT d.*, coalesce(d.valid_until < :today, false) AS expired,
                   (SELECT f.id FROM stored_file f WHERE f.document_id = d.id AND f.deleted_at IS NULL
                    ORDER BY f.created_at DESC, f.id DESC LIMIT 1) AS file_id
            FROM agent_document d WHERE d.deleted_at IS NULL AND\s""";
    private static final String TOUCH =
            ", updated_at = :now, updated_by = :actor, version = version + 1 WHERE id = :id";

    private final JdbcClient jdbc;
    private final Clock clock;

    DocumentTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(UUID id, UUID agentId, DocumentDetails details) {
        change("""
                        INSERT INTO agent_document (id, agent_id, kind, title, number, valid_from, valid_until,
                            created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :agent, :kind, :title, :number, :from, :until, :now, :actor, :now, :actor, 0)
                        """, id, details).param("agent", agentId).update();
    }

    /** What was verified is no longer what is there. */
    void change(UUID id, DocumentDetails details) {
        change(
                        "UPDATE agent_document SET kind = :kind, title = :title, number = :number, valid_from = :from,"
                                + " valid_until = :until, verified_at = NULL, verified_by = NULL" + TOUCH,
                        id,
                        details)
                .update();
    }

    private JdbcClient.StatementSpec change(String sql, UUID id, DocumentDetails details) {
        return touch(sql, id)
                .param("kind", LowerCase.of(details.kind()))
                .param("title", details.title())
                .param("number", details.number())
                .param("from", details.validFrom())
                .param("until", details.validUntil());
    }

    void verify(UUID id) {
        touch("UPDATE agent_document SET verified_at = :now, verified_by = :by" + TOUCH, id)
                .param("by", CurrentActor.get().label())
                .update();
    }

    void unverify(UUID id) {
        touch("UPDATE agent_document SET verified_at = NULL, verified_by = NULL" + TOUCH, id)
                .update();
    }

    void remove(UUID id) {
        touch("UPDATE agent_document SET deleted_at = :now, deleted_by = :actor" + TOUCH, id)
                .update();
    }

    private JdbcClient.StatementSpec touch(String sql, UUID id) {
        return jdbc.sql(sql)
                .param("id", id)
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", CurrentActor.get().auditName());
    }

    Optional<DocumentView> find(UUID id, LocalDate today) {
        return one("d.id = :id", id, today);
    }

    Optional<DocumentView> lock(UUID id, LocalDate today) {
        return one("d.id = :id FOR UPDATE OF d", id, today);
    }

    private Optional<DocumentView> one(String condition, UUID id, LocalDate today) {
        return jdbc.sql(SELECT + condition)
                .param("id", id)
                .param("today", today)
                .query(DocumentTable::view)
                .optional();
    }

    List<DocumentView> ofAgent(UUID agentId, LocalDate today) {
        return jdbc.sql(SELECT + "d.agent_id = :agent ORDER BY d.id")
                .param("agent", agentId)
                .param("today", today)
                .query(DocumentTable::view)
                .list();
    }

    /** Of agents who still work here, the first to expire first; those that have expired too. */
    List<DocumentView> expiring(
            LocalDate until, LocalDate today, @Nullable LocalDate afterDay, @Nullable UUID afterId, int limit) {
        return jdbc.sql(SELECT + """
                        d.valid_until <= :until AND EXISTS (SELECT FROM agent a WHERE a.id = d.agent_id AND a.deleted_at IS NULL)
                        AND (:afterId::uuid IS NULL OR (d.valid_until, d.id) > (:afterDay::date, :afterId::uuid))
                        ORDER BY d.valid_until, d.id LIMIT :limit
                        """)
                .param("until", until)
                .param("today", today)
                .param("afterDay", afterDay)
                .param("afterId", afterId)
                .param("limit", limit)
                .query(DocumentTable::view)
                .list();
    }

    private static DocumentView view(ResultSet row, int number) throws SQLException {
        Timestamp verified = row.getTimestamp("verified_at");
        return new DocumentView(
                row.getObject("id", UUID.class),
                row.getObject("agent_id", UUID.class),
                LowerCase.parse(DocumentKind.class, row.getString("kind")),
                row.getString("title"),
                row.getString("number"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getBoolean("expired"),
                row.getObject("file_id", UUID.class),
                verified == null ? null : verified.toInstant(),
                row.getString("verified_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("version"));
    }
}
