package io.joblane.backup;

import io.joblane.company.Companies;
import io.joblane.company.CompanyRecord;
import io.joblane.context.CurrentCompany;
import io.joblane.database.DatabaseReplacement;
import io.joblane.database.Databases;
import io.joblane.database.Transactions;
import io.joblane.engine.EngineTies;
import io.joblane.engine.Reentry;
import io.joblane.shared.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

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

    Restores(
            Backups backups,
            RestoreLedger ledger,
            Companies companies,
            Databases databases,
            DatabaseDump dumps,
            Transactions transactions,
            EngineTies engine,
            List<Reentry> reentries) {
        this.backups = backups;
        this.ledger = ledger;
        this.companies = companies;
        this.databases = databases;
        this.dumps = dumps;
        this.transactions = transactions;
        this.engine = engine;
        this.reentries = reentries;
    }

    /**
     * Suspends the company and restores it in a thread of its own.
     *
     * @throws Problem 404 {@code unknown_backup}, 409 {@code backup_not_usable}, {@code restore_in_progress}, 503
     *     {@code backup_not_configured}
     */
    RestoreRun start(String company, UUID backup) {
        BackupKey key = backups.requireKey();
        companies.requireKnown(company);
        BackupRun from = backups.get(company, backup);
        if (!from.status().equals("done")) {
            throw Problem.conflict(
                    "backup_not_usable", "This backup is " + from.status() + ". Choose one whose status is done.");
        }
        UUID id = ledger.begin(company, backup)
                .orElseThrow(() -> Problem.conflict(
                                "restore_in_progress",
                                "A restore of this company is under way. Wait until it has ended.")
                        .retryAfter(Duration.ofSeconds(10)));
        Backups.afterCommit("restore-" + company, () -> run(company, id, from, key));
        return get(company, id);
    }

    /** @throws Problem 404 {@code unknown_restoration} */
    RestoreRun get(String company, UUID id) {
        return ledger.find(company, id)
                .orElseThrow(() ->
                        Problem.notFound("unknown_restoration", "This company has no such restoration. Check its id."));
    }

    private void run(String company, UUID id, BackupRun from, BackupKey key) {
        CompanyRecord before = companies.findRecord(company).orElseThrow(Companies::unknown);
        boolean replaced = false;
        try {
            companies.suspend(company, "It is being restored", null);
            Set<Long> instances = instances(company);
            replaced = replace(before, id, from, key);
            ledger.step(id, "starting the open work again");
            int again = startAgain(company, instances);
            ledger.step(id, "ending the process instances of the time after the backup");
            int cancelled = engine.cancel(instances);
            if (before.suspension() == null) {
                companies.resume(company);
            }
            ledger.done(id, cancelled, again);
            log.info("{} is restored to its backup of {}: {} started again", company, from.startedAt(), again);
        } catch (IOException | SQLException | RuntimeException e) { // any fault belongs into the ledger
            log.error("The restore of {} failed", company, e);
            fail(before, id, replaced, e);
        }
    }

    /** Of the database that is about to go; one that is broken names none, and the backup's own are all that is known. */
    private Set<Long> instances(String company) {
        Set<Long> instances = new HashSet<>();
        try {
            CurrentCompany.run(company, () -> instances.addAll(engine.instances()));
        } catch (DataAccessException | TransactionException e) {
            log.warn("The database of {} does not name its process instances", company, e);
        }
        return instances;
    }

    private boolean replace(CompanyRecord company, UUID id, BackupRun from, BackupKey key)
            throws IOException, SQLException {
        String slug = company.company().slug();
        Path file = Files.createTempFile("joblane-restore", ".part");
        try {
            ledger.step(id, "fetching the backup");
            backups.fetch(from, file);
            String version = schemaVersion(file, key, slug);
            ledger.step(id, "loading the backup beside the company's database");
            try (DatabaseReplacement fresh = databases.replacementOf(slug, version)) {
                try (Connection connection = fresh.connect();
                        InputStream in = open(file, key)) {
                    dumps.load(connection, in);
                }
                waitUntilAllKnow();
                ledger.step(id, "putting it in place");
                fresh.putInPlace(company.schemaTarget());
            }
            return true;
        } finally {
            Backups.delete(file);
        }
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
    private int startAgain(String company, Set<Long> instances) {
        int[] again = new int[1];
        CurrentCompany.run(company, () -> {
            instances.addAll(engine.instances());
            again[0] = transactions.run(() -> {
                engine.cut(instances);
                return reentries.stream().mapToInt(Reentry::startAgain).sum();
            });
        });
        return again[0];
    }

    private void fail(CompanyRecord before, UUID id, boolean replaced, Exception fault) {
        try {
            String what = String.valueOf(fault.getMessage());
            if (!replaced && before.suspension() == null) {
                companies.resume(before.company().slug());
            }
            ledger.failed(
                    id,
                    what
                            + (replaced
                                    ? ". The company stays suspended: repeat the restore."
                                    : ". The company's data is as it was."));
        } catch (RuntimeException e) { // the ledger's line is then found abandoned
            log.error(
                    "The failed restore of {} cannot be recorded",
                    before.company().slug(),
                    e);
        }
    }
}
