package io.joblane.notification.domain;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends the sending of messages that have arrived. Joins the caller's transaction. */
@Component
public class Arrivals {
    private final JdbcClient jdbc;

    Arrivals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Nothing more is sent of the message on other channels. */
    public void settle(UUID messageId) {
        jdbc.sql("""
                        UPDATE notification SET fallback_at = NULL,
                            state = CASE WHEN state = 'queued' THEN 'suppressed' ELSE state END,
                            next_attempt_at = CASE WHEN state = 'queued' THEN NULL ELSE next_attempt_at END,
                            detail = CASE WHEN state = 'queued' THEN 'not needed: it has arrived' ELSE detail END
                        WHERE message_id = ? AND (fallback_at IS NOT NULL OR state = 'queued')
                        """).param(messageId).update();
    }
}
