package io.joblane.notification.recipient;

import io.joblane.notification.recipient.Preference.Prefers;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code notification_preference}. */
@Component
class PreferenceTable {
    private final JdbcClient jdbc;
    private final Clock clock;

    PreferenceTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Preference> find(PersonKind kind, UUID id, boolean lock) {
        return jdbc.sql(
                        "SELECT * FROM notification_preference WHERE person_kind = ? AND person_id = ? AND deleted_at IS NULL"
                                + (lock ? " FOR UPDATE" : ""))
                .param(kind.key())
                .param(id)
                .query(PreferenceTable::row)
                .optional();
    }

    /** Two first choices at once: the second one is the change of the first. */
    void save(PersonKind kind, UUID id, Preference chosen) {
        jdbc.sql("""
                        INSERT INTO notification_preference (id, person_kind, person_id, prefers, quiet_from, quiet_until, language,
                                                             created_at, version)
                        VALUES (:row, :kind, :person, :prefers, :from, :until, :language, :now, 0)
                        ON CONFLICT (person_kind, person_id) WHERE deleted_at IS NULL
                        DO UPDATE SET prefers = excluded.prefers, quiet_from = excluded.quiet_from,
                            quiet_until = excluded.quiet_until, language = excluded.language,
                            version = notification_preference.version + 1
                        """)
                .param("row", Ids.next())
                .param("kind", kind.key())
                .param("person", id)
                .param("prefers", chosen.prefers().key())
                .param("from", chosen.quietFrom())
                .param("until", chosen.quietUntil())
                .param("language", chosen.language())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** Whether the person is there. */
    boolean isKnown(PersonKind kind, UUID id) {
        String table = kind == PersonKind.AGENT ? "agent" : "customer";
        return jdbc.sql("SELECT EXISTS (SELECT FROM " + table + " WHERE id = ? AND deleted_at IS NULL)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    static Preference row(ResultSet row, int number) throws SQLException {
        @Nullable Integer from = row.getObject("quiet_from", Integer.class);
        return new Preference(
                LowerCase.parse(Prefers.class, row.getString("prefers")),
                from,
                row.getObject("quiet_until", Integer.class),
                row.getString("language"),
                row.getInt("version"));
    }
}
