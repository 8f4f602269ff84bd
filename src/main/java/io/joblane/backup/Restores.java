package io.joblane.backup;

import io.joblane.company.Companies;
import io.joblane.company.CompanyRecord;
import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.database.DatabaseReplacement;
import io.joblane.database.Databases;
import io.joblane.database.Transactions;
import io.joblane.engine.EngineTies;
import io.joblane.engine.Reentry;
import io.joblane.identity.PlatformAdmin;
import io.joblane.shared.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Puts one company back to a backup while the others work: the data goes into a fresh database, is checked, and takes the old
 * one's place; then the engine's instances of the company are cancelled and its open work is started again.
 */
@Service
class Restores {
    private static final Logger log = LoggerFactory.getLogger(Restores.class);
    /** Other replicas know of the suspension after two seconds, and what they had begun has ended. */
    private static final Duration UNTIL_ALL_KNOW = Duration.ofSeconds(4);

    private final Backups backups;
    private final RestoreLedger ledger;
    private final Companies companies;
    private final Databases databases;
    private final DatabaseDump dumps;
    private final Transactions transactions;
    private final EngineTies engine;
    private final List<Reentry> reentries;
    private final RunLocks locks;
    private final Clock clock;

    Restores(
            Backups backups,
            RestoreLedger ledger,
            Companies companies,
            Databases databases,
            DatabaseDump dumps,
            Transactions transactions,
            EngineTies engine,
            List<Reentry> reentries,
            RunLocks locks,
            Clock clock) {
        this.backups = backups;
        this.ledger = ledger;
        this.companies = companies;
        this.databases = databases;
        this.dumps = dumps;
        this.transactions = transactions;
        this.engine = engine;
        this.reentries = reentries;
        this.locks = locks;
        this.clock = clock;
    }

    /**
     * Suspends the company and restores it in a thread of its own.
     *
     * @throws Problem 404 {@code unknown_backup}, 409 {@code backup_not_usable}, {@code restore_in_progress}, 503
     *     {@code backup_not_configured}
     */
    @PlatformAdmin
    RestoreRun start(String company, UUID backup) {
        BackupKey key = backups.requireKey();
        companies.requireKnown(company);
        BackupRun from = backups.get(company, backup);
        if (!from.status().equals("done")) {
            throw Problem.conflict(
                    "backup_not_usable", "This backup is " + from.status() + ". Choose one whose status is done.");
        }
        RunLocks.Held lock = locks.tryTake("restore", company)
                .orElseThrow(() -> Problem.conflict(
                                "restore_in_progress",
                                "A restore of this company is under way. Wait until it has ended.")
                        .retryAfter(Duration.ofSeconds(10)));
        UUID id;
        try {
            id = ledger.begin(company, backup);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        String by = CurrentActor.get().auditName();
        Backups.afterCommit("restore-" + company, lock, () -> run(new Run(company, id, from, key, by, lock)));
        return get(company, id);
    }

    /** @throws Problem 404 {@code unknown_restoration} */
    @PlatformAdmin
    RestoreRun get(String company, UUID id) {
        return ledger.find(company, id)
                .orElseThrow(() ->
                        Problem.notFound("unknown_restoration", "This company has no such restoration. Check its id."));
    }

    private record Run(String company, UUID id, BackupRun from, BackupKey key, String by, RunLocks.Held lock) {}

    private void run(Run run) {
        String company = run.company();
        Path file = null;
        boolean wasOpen = false;
        try {
            CompanyRecord target = companies.findRecord(company).orElseThrow(Companies::unknown);
            wasOpen = companies.closeForRestore(company);
            file = Files.createTempFile("joblane-restore", ".part");
            ledger.step(run.id(), "fetching the backup");
            backups.fetch(run.from(), file);
            String version = schemaVersion(file, run.key(), company);
            ledger.step(run.id(), "loading the backup beside the company's database");
            try (DatabaseReplacement fresh = databases.replacementOf(company, version)) {
                replaceWith(fresh, run, file, target.schemaTarget());
            }
        } catch (IOException | SQLException | RuntimeException e) { // nothing was replaced
            if (wasOpen) {
                fail(run, e, "The company's data is as it was.", true);
            } else {
                fail(run, e, "The company stays closed, as the restore before this one left it: repeat it.", false);
            }
        } finally {
            Backups.delete(file);
        }
    }

    /** Fails by itself where the exchange may have happened, else by what it throws. */
    private void replaceWith(DatabaseReplacement fresh, Run run, Path file, @Nullable String schemaTarget)
            throws IOException, SQLException {
        String company = run.company();
        try {
            try (Connection connection = fresh.connect();
                    InputStream in = open(file, run.key())) {
                dumps.load(connection, in);
            }
            fresh.makeReady(schemaTarget);
            waitUntilAllKnow();
            ledger.step(run.id(), "putting it in place");
            fresh.shutOut();
            Set<Long> instances = instances(company);
            try (Connection connection = fresh.connect()) {
                carryAudit(connection, run);
                engine.mark(connection, run.id(), instances);
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
            }
            run.lock().require();
            fresh.putInPlace();
            companies.requireOpened(company);
            ledger.step(run.id(), "starting the open work again");
            int again = startAgain(company, instances);
            ledger.step(run.id(), "ending the process instances of the time after the backup");
            int cancelled = engine.cancel(instances);
            companies.openAfterRestore(company);
            ledger.done(run.id(), cancelled, again);
            fresh.dropRetired();
            log.info(
                    "{} is restored to its backup of {}: {} started again",
                    company,
                    run.from().startedAt(),
                    again);
        } catch (IOException | SQLException | RuntimeException e) { // any fault belongs into the ledger
            if (!fresh.isExchanged()) {
                throw e;
            }
            fail(
                    run,
                    e,
                    "The company stays closed: repeat the restore. Its data from before is kept in the database "
                            + fresh.retired() + ".",
                    false);
        }
    }

    /** Of the database that is about to go; one that is broken names none, and the backup's own are all that is known. */
    private Set<Long> instances(String company) {
        try (Connection old = databases.connectAsOwnerOf(company)) {
            return new HashSet<>(engine.instances(old));
        } catch (SQLException e) {
            log.warn("The database of {} does not name its process instances", company, e);
            return new HashSet<>();
        }
    }

    private void carryAudit(Connection fresh, Run run) throws SQLException {
        Instant since = run.from().startedAt();
        try (Connection old = databases.connectAsOwnerOf(run.company())) {
            int carried = AuditCarry.carry(old, fresh, since);
            AuditCarry.carryErasures(old, fresh, since);
            log.info("{} audit entries of {} are younger than its backup and stay", carried, run.company());
        } catch (SQLException e) {
            if (!fresh.getAutoCommit()) {
                fresh.rollback();
            }
            log.warn(
                    "The audit entries and erasures of {} after {} cannot be read and are lost",
                    run.company(),
                    since,
                    e);
        }
        AuditCarry.note(
                fresh, run.company(), run.from().id().toString(), run.from().startedAt(), run.by(), clock.instant());
    }

    private String schemaVersion(Path file, BackupKey key, String company) throws IOException {
        try (InputStream in = open(file, key)) {
            DatabaseDump.Manifest manifest = dumps.manifest(in);
            if (!manifest.company().equals(company)) {
                throw new DamagedBackupException("It is a backup of " + manifest.company());
            }
            return manifest.schemaVersion();
        }
    }

    private static InputStream open(Path file, BackupKey key) throws IOException {
        return EncryptedFile.read(new java.io.BufferedInputStream(Files.newInputStream(file)), key);
    }

    private static void waitUntilAllKnow() {
        try {
            Thread.sleep(UNTIL_ALL_KNOW);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the other replicas end what they do", e);
        }
    }

    /** Also adds the instances that the backup knew. Nothing is sent yet: the company is suspended. */
    private int startAgain(String company, Set<Long> instances) throws SQLException {
        try (Connection restored = databases.connectAsOwnerOf(company)) {
            instances.addAll(engine.instances(restored));
        }
        int[] again = new int[1];
        CurrentCompany.run(
                company,
                () -> again[0] = transactions.run(() -> {
                    engine.cut();
                    return reentries.stream().mapToInt(Reentry::startAgain).sum();
                }));
        return again[0];
    }

    private void fail(Run run, Exception fault, String consequence, boolean open) {
        String company = run.company();
        log.error("The restore of {} failed. {}", company, consequence, fault);
        try {
            if (open) {
                companies.openAfterRestore(company);
            }
            ledger.failed(run.id(), fault.getMessage() + ". " + consequence);
        } catch (RuntimeException e) { // the ledger's line is then found abandoned
            log.error("The failed restore of {} cannot be recorded", company, e);
        }
    }
}
