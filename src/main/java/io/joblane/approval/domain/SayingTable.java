package io.joblane.approval.domain;

import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was decided and said of a request, row by row; only ever added to. */
@Component
class SayingTable {
    private final JdbcClient jdbc;
    private final Clock clock;

    SayingTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    DecisionView decided(
            ApprovalRow request, Decision decision, @Nullable Integer seenVersion, @Nullable String note, Person by) {
        Instant now = clock.instant();
        jdbc.sql("""
                        INSERT INTO approval_decision (id, request_id, round, decision, target_version, note, by, by_name, at)
                        VALUES (:id, :request, :round, :decision, :target, :note, :by, :name, :now)
                        """)
                .param("id", Ids.next())
                .param("request", request.id())
                .param("round", request.round())
                .param("decision", LowerCase.of(decision))
                .param("target", seenVersion)
                .param("note", note)
                .param("by", by.id())
                .param("name", by.name())
                .param("now", Timestamp.from(now))
                .update();
        return new DecisionView(decision, request.round(), seenVersion, note, by.id(), by.name(), now);
    }

    UUID said(UUID request, CommentView.Kind kind, String text, Person by) {
        UUID id = Ids.next();
        jdbc.sql("""
                        INSERT INTO approval_comment (id, request_id, kind, text, by, by_name, at)
                        VALUES (:id, :request, :kind, :text, :by, :name, :now)
                        """)
                .param("id", id)
                .param("request", request)
                .param("kind", LowerCase.of(kind))
                .param("text", text.strip())
                .param("by", by.id())
                .param("name", by.name())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return id;
    }

    /** In order. */
    List<DecisionView> decisions(UUID request) {
        return jdbc.sql("SELECT * FROM approval_decision WHERE request_id = ? ORDER BY id")
                .param(request)
                .query(SayingTable::decision)
                .list();
    }

    /** In order. */
    List<CommentView> comments(UUID request) {
        return jdbc.sql("SELECT * FROM approval_comment WHERE request_id = ? ORDER BY id")
                .param(request)
                .query(SayingTable::comment)
                .list();
    }

    /** The last question or answer. */
    Optional<CommentView> lastWord(UUID request) {
        return jdbc.sql("""
                        SELECT * FROM approval_comment WHERE request_id = ? AND kind <> 'comment' ORDER BY id DESC LIMIT 1
                        """).param(request).query(SayingTable::comment).optional();
    }

    /** Who asked last; null where nobody did. */
    @Nullable String lastAsked(UUID request) {
        return jdbc.sql(
                        "SELECT by FROM approval_comment WHERE request_id = ? AND kind = 'question' ORDER BY id DESC LIMIT 1")
                .param(request)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private static DecisionView decision(ResultSet row, int number) throws SQLException {
        return new DecisionView(
                LowerCase.parse(Decision.class, row.getString("decision")),
                row.getInt("round"),
                row.getObject("target_version", Integer.class),
                row.getString("note"),
                row.getString("by"),
                row.getString("by_name"),
                at(row));
    }

    private static CommentView comment(ResultSet row, int number) throws SQLException {
        return new CommentView(
                row.getObject("id", UUID.class),
                LowerCase.parse(CommentView.Kind.class, row.getString("kind")),
                row.getString("text"),
                row.getString("by"),
                row.getString("by_name"),
                at(row));
    }

    private static Instant at(ResultSet row) throws SQLException {
        return row.getTimestamp("at").toInstant();
    }
}
