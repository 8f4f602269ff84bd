package io.joblane.engine.outbox;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.CurrentCompany;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes what the platform's own tables no longer need, a bounded number of rows at a time. */
@Component
class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 5_000;

    /** The keys of handled jobs outlive every retry of their job by far. */
    private static final List<Rule> RULES = List.of(
            new Rule("outbox", "sent_at", Duration.ofDays(7)),
            new Rule("handled_job", "handled_at", Duration.ofDays(14)),
            // A booking may be placed two years ahead.
            new Rule("process_instance", "first_seen", Duration.ofDays(760)),
            new Rule("user_task", "closed_at", Duration.ofDays(30)),
            new Rule("scheduled_run", "started_at", Duration.ofDays(760)),
            new Rule("tap", "received_at", Duration.ofDays(30)),
            new Rule("idempotency_key", "created_at", Duration.ofHours(24)),
            // A phone that has not spoken for so long is gone.
            new Rule("push_device", "seen_at", Duration.ofDays(30)),
            // A provider repeats what it told for three days.
            new Rule("payment_event", "received_at", Duration.ofDays(90)),
            new Rule("sync_gone", "gone_at", Duration.ofDays(30)),
            new Rule("sync_action", "received_at", Duration.ofDays(400)));

    private final JdbcClient jdbc;
    private final Companies companies;
    private final Clock clock;

    Retention(JdbcClient jdbc, Companies companies, Clock clock) {
        this.jdbc = jdbc;
        this.companies = companies;
        this.clock = clock;
    }

    private record Rule(String table, String column, Duration kept) {}

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void clean() {
        for (Company company : companies.active()) {
            try {
                CurrentCompany.run(company.slug(), this::cleanCompany);
            } catch (DataAccessException e) {
                log.warn("Retention of {} waits for its database: {}", company.slug(), e.getMessage());
            }
        }
    }

    /** @return how many rows went */
    int cleanCompany() {
        int all = 0;
        for (Rule rule : RULES) {
            Instant before = clock.instant().minus(rule.kept());
            int deleted;
            do {
                deleted = jdbc.sql("DELETE FROM " + rule.table() + " WHERE ctid IN (SELECT ctid FROM " + rule.table()
                                + " WHERE " + rule.column() + " < ? LIMIT " + BATCH + ")")
                        .param(Timestamp.from(before))
                        .update();
                all += deleted;
            } while (deleted == BATCH);
        }
        return all;
    }
}
