package io.joblane.storage.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Uploads that have begun; the row of one that has come to its end is gone. */
@Component
class UploadLedger {
    private final JdbcClient jdbc;
    private final Clock clock;

    UploadLedger(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void begin(String key) {
        jdbc.sql("INSERT INTO file_upload (storage_key, begun_at) VALUES (?, ?)")
                .param(key)
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    void end(String key) {
        jdbc.sql("DELETE FROM file_upload WHERE storage_key = ?").param(key).update();
    }

    List<String> begunBefore(Instant moment, int limit) {
        return jdbc.sql("SELECT storage_key FROM file_upload WHERE begun_at < ? ORDER BY begun_at LIMIT ?")
                .param(Timestamp.from(moment))
                .param(limit)
                .query(String.class)
                .list();
    }
}
