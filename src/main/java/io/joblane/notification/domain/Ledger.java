package io.joblane.notification.domain;

import io.joblane.context.CurrentCompany;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Writes messages, each once however often it is asked for. Joins the caller's transaction; the relay sends them after it. */
@Component
class Ledger {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final RelaySignal relay;

    Ledger(JdbcClient jdbc, JsonMapper json, Clock clock, RelaySignal relay) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.relay = relay;
    }

    /** @return how many were new */
    int write(List<Message> messages) {
        if (messages.isEmpty()) {
            return 0;
        }
        int written = jdbc.sql("""
                        INSERT INTO notification (id, message_id, dedup_key, event, recipient_kind, recipient_id, booking_id,
                                                  assignment_id, job_id, offer_id, channel, state, priority, title, body, facts,
                                                  created_at, sent_at, delivered_at, next_attempt_at)
                        SELECT m.id, m."messageId", m."dedupKey", m.event, m."recipientKind", m."recipientId", m."bookingId",
                               m."assignmentId", m."jobId", m."offerId", m.channel, m.state, m.priority, m.title, m.body, m.facts,
                               :now, CASE WHEN m.state = 'delivered' THEN :now::timestamptz END,
                               CASE WHEN m.state = 'delivered' THEN :now::timestamptz END,
                               CASE WHEN m.state = 'queued' THEN :now::timestamptz END
                        FROM jsonb_to_recordset(:messages::jsonb) AS m(
                            id uuid, "messageId" uuid, "dedupKey" text, event text, "recipientKind" text, "recipientId" uuid,
                            "bookingId" uuid, "assignmentId" uuid, "jobId" uuid, "offerId" uuid, channel text, state text,
                            priority text, title text, body text, facts jsonb)
                        ON CONFLICT (dedup_key) DO NOTHING
                        """)
                .param("messages", json.writeValueAsString(messages))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (written > 0) {
            wakeAfterCommit();
        }
        return written;
    }

    private void wakeAfterCommit() {
        String company = CurrentCompany.required();
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            relay.wake(company);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                relay.wake(company);
            }
        });
    }
}
