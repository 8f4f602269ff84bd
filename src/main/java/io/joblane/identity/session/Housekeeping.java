package io.joblane.identity.session;

import io.joblane.database.ControlDatabase;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes what log-ins left behind and nobody asks for any more. */
@Component
class Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private static final List<Rule> RULES = List.of(
            new Rule("login_failure", "at", Duration.ofHours(1)),
            new Rule("login_entries", "hour", Duration.ofDays(7)),
            new Rule("login_challenge", "expires_at", Duration.ofDays(1)),
            new Rule("password_reset", "expires_at", Duration.ofDays(30)),
            // With their refresh tokens.
            new Rule("login_session", "expires_at", Duration.ofDays(30)));

    private final ControlDatabase control;
    private final Clock clock;

    Housekeeping(ControlDatabase control, Clock clock) {
        this.control = control;
        this.clock = clock;
    }

    private record Rule(String table, String column, Duration kept) {}

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void scheduled() {
        try {
            clean();
        } catch (DataAccessException e) {
            log.warn("Cleaning up after log-ins waits for the control database: {}", e.getMessage());
        }
    }

    /** @return how many rows went */
    int clean() {
        return RULES.stream()
                .mapToInt(rule -> control.jdbc()
                        .sql("DELETE FROM " + rule.table() + " WHERE " + rule.column() + " < ?")
                        .param(Timestamp.from(clock.instant().minus(rule.kept())))
                        .update())
                .sum();
    }
}
