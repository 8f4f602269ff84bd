package io.joblane.mobile.sync;

import java.sql.Timestamp;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What one sync looks at.
 *
 * @param now what the phone will know
 * @param since what it knows; null where it gets everything
 * @param top the number of the next transaction, by which a row's own 32 bits of it are completed
 */
record SyncView(SyncCursor now, @Nullable SyncCursor since, long top) {
    /** No transaction runs longer; so what bears an older time than this was committed before the phone asked last. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofDays(1);

    boolean full() {
        return since == null;
    }

    /** Whether the row's version may be newer than what the phone knows. Parameters of {@link #bind}. */
    static String changed(String alias) {
        return "(:top - ((:top - " + alias + ".xmin::text::bigint) & 4294967295) >= :horizon)";
    }

    JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
        return statement
                .param("agent", now.agent())
                .param("full", full())
                .param("top", top)
                .param("horizon", since == null ? 0 : since.horizon())
                .param("now", Timestamp.from(now.at()))
                .param("after", Timestamp.from((since == null ? now.at() : since.at()).minus(LONGEST_TRANSACTION)));
    }
}
