package io.joblane.notification.channel;

import io.joblane.context.CurrentActor;
import io.joblane.secret.Secrets;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code channel_account}; secrets are sealed for their row and company. */
@Component
class AccountTable {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final JsonMapper json;
    private final Clock clock;

    AccountTable(JdbcClient jdbc, Secrets secrets, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.json = json;
        this.clock = clock;
    }

    record Row(UUID id, ChannelKind kind, Map<String, String> settings, String sealed, int version) {
        /** Never what is sealed. */
        @Override
        public String toString() {
            return kind + " account " + id;
        }
    }

    List<Row> all() {
        return jdbc.sql("""
                        SELECT id, channel, settings::text, sealed, version FROM channel_account WHERE deleted_at IS NULL ORDER BY channel
                        """)
                .query((row, number) -> new Row(
                        row.getObject("id", UUID.class),
                        LowerCase.parse(ChannelKind.class, row.getString("channel")),
                        json.readValue(row.getString("settings"), TEXTS),
                        row.getString("sealed"),
                        row.getInt("version")))
                .list();
    }

    Optional<Row> find(ChannelKind kind) {
        return all().stream().filter(row -> row.kind() == kind).findFirst();
    }

    ChannelAccount open(Row row, String company) {
        byte[] plain = secrets.open(purpose(company, row.id()), row.sealed());
        return new ChannelAccount(
                row.id(),
                company,
                row.kind(),
                row.settings(),
                json.readValue(new String(plain, StandardCharsets.UTF_8), TEXTS),
                row.version());
    }

    String seal(String company, UUID id, Map<String, String> texts) {
        return secrets.seal(purpose(company, id), json.writeValueAsBytes(texts));
    }

    /** Locked until the transaction ends, where it is there. */
    Optional<Row> lock(ChannelKind kind) {
        jdbc.sql("SELECT id FROM channel_account WHERE channel = ? AND deleted_at IS NULL FOR UPDATE")
                .param(kind.key())
                .query(UUID.class)
                .optional();
        return find(kind);
    }

    void save(UUID id, ChannelKind kind, Map<String, String> settings, String sealed, @Nullable Integer version) {
        String actor = CurrentActor.get().auditName();
        if (version == null) {
            jdbc.sql("""
                            INSERT INTO channel_account (id, channel, settings, sealed, created_at, created_by, updated_at, updated_by, version)
                            VALUES (:id, :channel, :settings::jsonb, :sealed, :now, :by, :now, :by, 0)
                            """)
                    .param("id", id)
                    .param("channel", kind.key())
                    .param("settings", json.writeValueAsString(settings))
                    .param("sealed", sealed)
                    .param("now", Timestamp.from(clock.instant()))
                    .param("by", actor)
                    .update();
            return;
        }
        jdbc.sql(
                        "UPDATE channel_account SET settings = :settings::jsonb, sealed = :sealed, version = version + 1 WHERE id = :id")
                .param("id", id)
                .param("settings", json.writeValueAsString(settings))
                .param("sealed", sealed)
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("""
                        UPDATE channel_account SET deleted_at = :now, deleted_by = :by, sealed = '', version = version + 1 WHERE id = :id
                        """)
                .param("id", id)
                .param("now", Timestamp.from(clock.instant()))
                .param("by", CurrentActor.get().auditName())
                .update();
    }

    static UUID newId() {
        return Ids.next();
    }

    private static String purpose(String company, UUID id) {
        return "channel account " + company + " " + id;
    }
}
