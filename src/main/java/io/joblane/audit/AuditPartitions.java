package io.joblane.audit;

import io.joblane.database.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes the partitions of audit entries ahead of their month and drops those that were kept long enough, as the databases'
 * owner: the application's own role may not touch an entry. What no partition was made for in time waits in the default one.
 */
@Component
@EnableConfigurationProperties(AuditSettings.class)
class AuditPartitions {
    private static final Logger log = LoggerFactory.getLogger(AuditPartitions.class);
    private static final int MONTHS_AHEAD = 2;

    private final Databases databases;
    private final AuditSettings settings;
    private final Clock clock;

    AuditPartitions(Databases databases, AuditSettings settings, Clock clock) {
        this.databases = databases;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT5S")
    void keep() {
        for (String database : databases.all().keySet()) {
            try {
                databases.maintain(database, this::keep);
            } catch (RuntimeException e) {
                // One company's database must not keep the others from theirs; the next run tries again.
                log.warn("The audit partitions of {} wait for their database: {}", database, e.getMessage());
            }
        }
    }

    private void keep(Connection owner) throws SQLException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try (var patience = owner.createStatement()) {
            // Whoever changes a row waits behind this for as long as it waits itself.
            patience.execute("SET lock_timeout = '2s'");
        }
        try (var add = owner.prepareStatement("SELECT audit_add_month(?)");
                var drop = owner.prepareStatement("SELECT audit_drop_months(?)")) {
            for (LocalDate month : months(owner, today)) {
                add.setObject(1, month);
                add.execute();
            }
            drop.setObject(1, today.minus(settings.kept()));
            try (var dropped = drop.executeQuery()) {
                if (dropped.next() && dropped.getInt(1) > 0) {
                    log.info("Dropped {} months of audit entries older than {}", dropped.getInt(1), settings.kept());
                }
            }
        }
    }

    /** This month, the next ones, and those of which the default partition holds entries. */
    private static List<LocalDate> months(Connection owner, LocalDate today) throws SQLException {
        List<LocalDate> months = new ArrayList<>();
        for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
            months.add(today.withDayOfMonth(1).plusMonths(ahead));
        }
        try (var waiting = owner.createStatement();
                var rows = waiting.executeQuery(
                        "SELECT DISTINCT date_trunc('month', at AT TIME ZONE 'UTC')::date FROM audit_entry_rest")) {
            while (rows.next()) {
                months.add(rows.getObject(1, LocalDate.class));
            }
        }
        return months;
    }
}
