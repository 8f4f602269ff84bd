package io.joblane.notification.template;

import io.joblane.context.CurrentActor;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code notification_template}. */
@Component
class TemplateTable {
    private final JdbcClient jdbc;
    private final Clock clock;

    TemplateTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Row(UUID id, String event, ChannelKind channel, String language, Words words, int version) {}

    List<Row> all() {
        return jdbc.sql(
                        "SELECT * FROM notification_template WHERE deleted_at IS NULL ORDER BY event, channel, language")
                .query(TemplateTable::row)
                .list();
    }

    Optional<Row> find(String event, ChannelKind channel, String language, boolean lock) {
        return jdbc.sql("""
                        SELECT * FROM notification_template WHERE event = ? AND channel = ? AND language = ? AND deleted_at IS NULL
                        """ + (lock ? " FOR UPDATE" : ""))
                .param(event)
                .param(channel.key())
                .param(language)
                .query(TemplateTable::row)
                .optional();
    }

    void save(String event, ChannelKind channel, String language, Words words) {
        jdbc.sql("""
                        INSERT INTO notification_template (id, event, channel, language, title, text, html, created_at, version)
                        VALUES (:id, :event, :channel, :language, :title, :text, :html, :now, 0)
                        ON CONFLICT (event, channel, language) WHERE deleted_at IS NULL
                        DO UPDATE SET title = excluded.title, text = excluded.text, html = excluded.html,
                            version = notification_template.version + 1
                        """)
                .param("id", Ids.next())
                .param("event", event)
                .param("channel", channel.key())
                .param("language", language)
                .param("title", words.title())
                .param("text", words.text())
                .param("html", words.html())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("UPDATE notification_template SET deleted_at = ?, deleted_by = ?, version = version + 1 WHERE id = ?")
                .param(Timestamp.from(clock.instant()))
                .param(CurrentActor.get().auditName())
                .param(id)
                .update();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("event"),
                LowerCase.parse(ChannelKind.class, row.getString("channel")),
                row.getString("language"),
                new Words(row.getString("title"), row.getString("text"), row.getString("html")),
                row.getInt("version"));
    }
}
