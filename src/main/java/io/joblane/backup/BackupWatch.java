package io.joblane.backup;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.shared.Problem;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Begins each company's backup of the day, and the control database's, and tells what is wrong: gauges a company {@code joblane.backup.age} (seconds since
 * the newest good one was begun), {@code joblane.backup.missing} and {@code joblane.backup.failed} (1 or 0), and health
 * detail {@code backups}.
 */
@Component("backupsHealthIndicator")
class BackupWatch implements HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(BackupWatch.class);
    private static final Duration RETRY = Duration.ofHours(1);

    private final Backups backups;
    private final BackupLedger ledger;
    private final Companies companies;
    private final BackupSettings settings;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, State> latest = new ConcurrentHashMap<>();

    BackupWatch(
            Backups backups,
            BackupLedger ledger,
            Companies companies,
            BackupSettings settings,
            MeterRegistry registry,
            Clock clock) {
        this.backups = backups;
        this.ledger = ledger;
        this.companies = companies;
        this.settings = settings;
        this.registry = registry;
        this.clock = clock;
        FunctionCounter.builder("joblane.backup.not.removed", backups, Backups::notRemoved)
                .description("Old backups that could not be removed")
                .register(registry);
    }

    private record State(double age, boolean missing, boolean failed) {
        static final State NONE = new State(0, false, false);

        String text() {
            return (failed ? "the last one failed; " : "") + (missing ? "MISSING: " : "") + "the newest good one is "
                    + Math.round(age / 3600) + " hours old";
        }
    }

    /** Everything at once, so that a start and each minute show and begin what is due. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT5S")
    void look() {
        for (Company company : companies.all()) {
            look(company.slug(), company.timeZone());
        }
        look(Backups.CONTROL, ZoneOffset.UTC);
    }

    private void look(String name, ZoneId zone) {
        try {
            backups.noticeAbandoned(name);
            if (isDue(name, zone)) {
                backups.start(name, "scheduled");
            }
            State before = latest.put(name, state(name));
            if (before == null) {
                register(name);
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("The ledger of backups cannot be read: {}", e.getMessage());
        } catch (Problem e) {
            log.info("No backup of {} now: {}", name, e.getMessage());
        }
    }

    /** After the hour of the company's own day, once a day, and again an hour after a failure. */
    boolean isDue(String name, ZoneId zone) {
        if (settings.hour() < 0 || !backups.isConfigured()) {
            return false;
        }
        ZonedDateTime here = clock.instant().atZone(zone);
        Instant slot =
                here.toLocalDate().atTime(settings.hour(), 0).atZone(zone).toInstant();
        if (clock.instant().isBefore(slot)) {
            slot = here.toLocalDate()
                    .minusDays(1)
                    .atTime(settings.hour(), 0)
                    .atZone(zone)
                    .toInstant();
        }
        Instant last = ledger.lastScheduled(name).orElse(Instant.EPOCH);
        boolean failed = ledger.lastFailed(name);
        return last.isBefore(slot) || (failed && last.isBefore(clock.instant().minus(RETRY)));
    }

    private State state(String company) {
        // A company of today is not missing a backup yet.
        Instant since = ledger.lastGood(company).orElseGet(() -> ledger.companyMadeAt(company));
        Duration age = Duration.between(since, clock.instant());
        return new State(
                Math.max(0, age.toSeconds()), age.compareTo(settings.maxAge()) > 0, ledger.lastFailed(company));
    }

    private void register(String company) {
        Gauge.builder("joblane.backup.age", latest, all -> of(all, company).age())
                .baseUnit("seconds")
                .tag("company", company)
                .register(registry);
        Gauge.builder("joblane.backup.missing", latest, all -> of(all, company).missing() ? 1 : 0)
                .tag("company", company)
                .register(registry);
        Gauge.builder("joblane.backup.failed", latest, all -> of(all, company).failed() ? 1 : 0)
                .tag("company", company)
                .register(registry);
    }

    private static State of(Map<String, State> all, String company) {
        return all.getOrDefault(company, State.NONE);
    }

    /** A missing backup stops nobody's work, so the whole stays healthy; the detail and the metric alarm. */
    @Override
    public Health health() {
        if (!backups.isConfigured()) {
            return Health.up()
                    .withDetail("state", "not configured: nothing is backed up until JOBLANE_BACKUP_KEY is set")
                    .build();
        }
        Map<String, String> states = new TreeMap<>();
        latest.forEach((company, state) -> states.put(company, state.text()));
        return Health.up()
                .withDetail("store", backups.describeStore())
                .withDetails(states)
                .build();
    }
}
