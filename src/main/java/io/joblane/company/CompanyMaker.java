package io.joblane.company;

import io.joblane.context.CurrentActor;
import io.joblane.database.Databases;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes companies in steps that can each be repeated: a row that says the database is being made, the database, and that it was
 * made. Until then nobody sees the company. No transaction spans the making, which takes seconds.
 */
final class CompanyMaker {
    private static final Logger log = LoggerFactory.getLogger(CompanyMaker.class);
    /** Longer than it ever takes to make a database: what was begun that long ago was given up. */
    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(5);
    /** Migrating is work for the server's processors; more at once make no sense. */
    private static final int AT_ONCE = 4;

    private final CompanyTable table;
    private final Databases databases;
    private final Clock clock;

    CompanyMaker(CompanyTable table, Databases databases, Clock clock) {
        this.table = table;
        this.databases = databases;
        this.clock = clock;
    }

    /** Everything but the last step; nothing where the company is there already. */
    void begin(Company company) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A database must not be made inside a transaction");
        }
        if (table.begin(company, CurrentActor.get().auditName())) {
            databases.openCompany(company.slug(), null);
        }
    }

    /** Brings to their end those of them whose database is not made yet; throws why it cannot be made. */
    void finish(List<Company> companies) {
        Set<String> wanted = companies.stream().map(Company::slug).collect(Collectors.toSet());
        Map<String, RuntimeException> faults = finishAll(table.unfinished(null).stream()
                .filter(one -> wanted.contains(one.company().slug()))
                .toList());
        faults.values().stream().findFirst().ifPresent(fault -> {
            throw fault;
        });
    }

    /** Those that were begun and not ended, by whichever process. */
    void finishAbandoned() {
        finishAll(table.unfinished(clock.instant().minus(ABANDONED_AFTER)))
                .forEach((slug, fault) -> log.error("The database of {} cannot be made", slug, fault));
    }

    /** @return why it failed, by slug */
    private Map<String, RuntimeException> finishAll(List<CompanyRecord> unfinished) {
        Map<String, RuntimeException> faults = new ConcurrentHashMap<>();
        inParallel(unfinished, one -> {
            String slug = one.company().slug();
            try {
                databases.openCompany(slug, one.schemaTarget());
                table.databaseMade(slug);
            } catch (RuntimeException e) { // Flyway's, the driver's, ours
                faults.put(slug, e);
            }
        });
        return faults;
    }

    /** Returns when all have ended. */
    static void inParallel(Collection<CompanyRecord> companies, Consumer<CompanyRecord> work) {
        if (companies.isEmpty()) {
            return;
        }
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            companies.forEach(one -> threads.execute(() -> work.accept(one)));
        }
    }
}
