package io.joblane.notification.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes messages, each once however often it is asked for. */
@Component
class Ledger {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Ledger(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** @return how many were new */
    int write(List<Message> messages) {
        if (messages.isEmpty()) {
            return 0;
        }
        return jdbc.sql("""
                        INSERT INTO notification (id, dedup_key, event, recipient_kind, recipient_id, booking_id, assignment_id,
                                                  job_id, offer_id, channel, state, title, body, detail, created_at, sent_at)
                        SELECT m.id, m."dedupKey", m.event, m."recipientKind", m."recipientId", m."bookingId", m."assignmentId",
                               m."jobId", m."offerId", m.channel, m.state, m.title, m.body, m.detail, :now,
                               CASE WHEN m.state = 'delivered' THEN :now::timestamptz END
                        FROM jsonb_to_recordset(:messages::jsonb) AS m(
                            id uuid, "dedupKey" text, event text, "recipientKind" text, "recipientId" uuid, "bookingId" uuid,
                            "assignmentId" uuid, "jobId" uuid, "offerId" uuid, channel text, state text, title text, body text, detail text)
                        ON CONFLICT (dedup_key) DO NOTHING
                        """)
                .param("messages", json.writeValueAsString(messages))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }
}
