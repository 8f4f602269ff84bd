package io.joblane.notification.delivery;

import io.joblane.engine.Reentry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * After a restore: what the data says is still to be sent may have been sent since the backup. It counts as in doubt, so that it is
 * looked up first; what was sent waits for no fallback any more, which may have happened too.
 */
@Component
class DeliveryReentry implements Reentry {
    private final JdbcClient jdbc;

    DeliveryReentry(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return 0: no process is started for a message */
    @Override
    public int startAgain() {
        jdbc.sql("UPDATE notification SET state = 'sending' WHERE state = 'queued' AND next_attempt_at IS NOT NULL")
                .update();
        jdbc.sql("UPDATE notification SET fallback_at = NULL WHERE fallback_at IS NOT NULL")
                .update();
        return 0;
    }
}
