package io.joblane.notification.delivery;

import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.recipient.PersonKind;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code notification} as the relay takes them. Any number of replicas: a row that one has locked, the others pass over. */
@Component
class DeliveryTable {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final List<String> ABOUT = List.of("booking_id", "assignment_id", "job_id", "offer_id");

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DeliveryTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Whether there is anything to do; a look that locks nothing. */
    boolean hasWork(Instant now) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM notification WHERE state IN ('queued', 'sending') AND next_attempt_at <= :now)
                            OR EXISTS (SELECT FROM notification WHERE fallback_at <= :now)
                        """)
                .param("now", Timestamp.from(now))
                .query(Boolean.class)
                .single();
    }

    /** Takes due rows for {@code lease}; after that they count as in doubt. */
    List<Due> claim(int limit, Instant now, Duration lease) {
        return jdbc.sql("""
                        WITH due AS (
                            SELECT id, state AS was FROM notification
                            WHERE state IN ('queued', 'sending') AND next_attempt_at <= :now
                            ORDER BY next_attempt_at, id LIMIT :limit FOR UPDATE SKIP LOCKED)
                        UPDATE notification n SET state = 'sending', attempts = n.attempts + 1, next_attempt_at = :until
                        FROM due WHERE n.id = due.id
                        RETURNING n.id, coalesce(n.message_id, n.id) AS message_id, n.event, n.recipient_kind, n.recipient_id, n.channel,
                            n.attempts, n.step, n.route::text, n.priority, n.title, n.body, n.facts::text, n.booking_id,
                            n.assignment_id, n.job_id, n.offer_id, n.created_at, due.was
                        """)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(now.plus(lease)))
                .param("limit", limit)
                .query(this::due)
                .list();
    }

    private Due due(ResultSet row, int number) throws SQLException {
        Map<String, String> ids = new HashMap<>();
        for (String column : ABOUT) {
            if (row.getString(column) != null) {
                ids.put(column.replace("_id", "Id"), row.getString(column));
            }
        }
        String facts = row.getString("facts");
        String route = row.getString("route");
        return new Due(
                row.getObject("id", UUID.class),
                row.getObject("message_id", UUID.class),
                row.getString("event"),
                LowerCase.parse(PersonKind.class, row.getString("recipient_kind")),
                row.getObject("recipient_id", UUID.class),
                LowerCase.parse(ChannelKind.class, row.getString("channel")),
                row.getString("was").equals("sending"),
                row.getInt("attempts"),
                row.getObject("step", Integer.class),
                route == null ? null : json.readValue(route, Route.class),
                row.getString("priority"),
                row.getString("title"),
                row.getString("body"),
                facts == null ? Map.of() : json.readValue(facts, TEXTS),
                ids,
                row.getTimestamp("created_at").toInstant());
    }

    /** One of {@link #sent}. */
    record SentRow(
            UUID id,
            @Nullable String route,
            int step,
            String providerId,
            @Nullable Integer segments,
            @Nullable Instant fallbackAt) {}

    /** A receipt may have come before: it knows more. */
    void sent(List<SentRow> rows, Instant now) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        UPDATE notification n SET state = CASE WHEN n.state = 'sending' THEN 'sent' ELSE n.state END,
                            sent_at = coalesce(n.sent_at, :now), provider_id = coalesce(nullif(s."providerId", ''), n.provider_id),
                            segments = s.segments, route = s.route::jsonb, step = s.step, next_attempt_at = NULL, detail = NULL,
                            fallback_at = CASE WHEN n.state = 'sending' THEN s."fallbackAt" END
                        FROM jsonb_to_recordset(:rows::jsonb) AS s(id uuid, route text, step integer, "providerId" text,
                            segments integer, "fallbackAt" timestamptz)
                        WHERE n.id = s.id
                        """)
                .param("rows", json.writeValueAsString(rows))
                .param("now", Timestamp.from(now))
                .update();
    }

    /** One of {@link #change}; null leaves route and step as they are. */
    record ChangedRow(
            UUID id,
            String state,
            @Nullable Instant nextAttemptAt,
            String detail,
            int attempts,
            @Nullable String route,
            @Nullable Integer step,
            @Nullable Instant fallbackAt,
            @Nullable Instant failedAt) {}

    /**
     * Only rows that are still being sent: what a receipt has said meanwhile stays.
     *
     * @return the ids of those that were
     */
    Set<UUID> change(List<ChangedRow> rows) {
        if (rows.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(jdbc.sql("""
                        UPDATE notification n SET state = c.state, next_attempt_at = c."nextAttemptAt", detail = c.detail,
                            attempts = c.attempts, route = coalesce(c.route::jsonb, n.route), step = coalesce(c.step, n.step),
                            fallback_at = CASE WHEN c.state IN ('queued', 'sending') THEN coalesce(n.fallback_at, c."fallbackAt") END,
                            failed_at = coalesce(c."failedAt", n.failed_at)
                        FROM jsonb_to_recordset(:rows::jsonb) AS c(id uuid, state text, "nextAttemptAt" timestamptz, detail text,
                            attempts integer, route text, step integer, "fallbackAt" timestamptz, "failedAt" timestamptz)
                        WHERE n.id = c.id AND n.state = 'sending'
                        RETURNING n.id
                        """)
                .param("rows", json.writeValueAsString(rows))
                .query(UUID.class)
                .list());
    }

    /**
     * Gives the message's row for that channel its turn; makes it where the channel has none yet.
     *
     * @param from a row of the message
     * @param inDoubt whether it may have gone that way already: then it is looked up first
     */
    void activate(UUID from, UUID messageId, Route route, int step, Instant now, boolean inDoubt) {
        String channel = route.channels().get(step).key();
        int held = jdbc.sql("""
                        UPDATE notification SET state = :state, next_attempt_at = :now, step = :step, detail = NULL
                        WHERE message_id = :message AND channel = :channel AND state = 'queued' AND next_attempt_at IS NULL
                        """)
                .param("state", inDoubt ? "sending" : "queued")
                .param("now", Timestamp.from(now))
                .param("step", step)
                .param("message", messageId)
                .param("channel", channel)
                .update();
        if (held > 0) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO notification (id, message_id, dedup_key, event, recipient_kind, recipient_id, booking_id,
                            assignment_id, job_id, offer_id, channel, state, priority, title, body, facts, route, step, created_at,
                            next_attempt_at)
                        SELECT :id, message_id, message_id || ':' || :channel, event, recipient_kind, recipient_id, booking_id,
                            assignment_id, job_id, offer_id, :channel, :state, priority, title, body, facts, :route::jsonb, :step,
                            created_at, :now
                        FROM notification f WHERE f.id = :from AND f.message_id IS NOT NULL
                          AND NOT EXISTS (SELECT FROM notification o WHERE o.message_id = f.message_id AND o.channel = :channel)
                        ON CONFLICT (dedup_key) DO NOTHING
                        """)
                .param("id", Ids.next())
                .param("channel", channel)
                .param("state", inDoubt ? "sending" : "queued")
                .param("route", json.writeValueAsString(route))
                .param("step", step)
                .param("now", Timestamp.from(now))
                .param("from", from)
                .update();
    }

    /** A row whose time is over without a delivery. */
    record Overdue(UUID id, UUID messageId, int step, Route route) {}

    /** Takes them; what still waits to be tried again is given up. */
    List<Overdue> overdue(int limit, Instant now) {
        return jdbc.sql("""
                        WITH over AS (SELECT id FROM notification WHERE fallback_at <= :now AND route IS NOT NULL
                                      ORDER BY fallback_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                        UPDATE notification n SET fallback_at = NULL,
                            state = CASE WHEN n.state = 'queued' THEN 'failed' ELSE n.state END,
                            detail = CASE WHEN n.state = 'queued' THEN concat('not sent in time: ', n.detail) ELSE n.detail END,
                            failed_at = CASE WHEN n.state = 'queued' THEN :now::timestamptz ELSE n.failed_at END,
                            next_attempt_at = CASE WHEN n.state = 'queued' THEN NULL ELSE n.next_attempt_at END
                        FROM over WHERE n.id = over.id
                        RETURNING n.id, n.message_id, n.step, n.route::text
                        """)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query((row, number) -> new Overdue(
                        row.getObject("id", UUID.class),
                        row.getObject("message_id", UUID.class),
                        row.getInt("step"),
                        json.readValue(row.getString("route"), Route.class)))
                .list();
    }

    /** Whether the provider's name belongs to another row than this one. */
    boolean isProvidersOther(String providerId, UUID row) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM notification WHERE provider_id = ? AND id <> ?)")
                .param(providerId)
                .param(row)
                .query(Boolean.class)
                .single();
    }

    String write(Route route) {
        return json.writeValueAsString(route);
    }
}
