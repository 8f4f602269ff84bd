package io.joblane.backup;

import io.joblane.company.Companies;
import io.joblane.database.Databases;
import io.joblane.filestore.FileStore;
import io.joblane.identity.PlatformAdmin;
import io.joblane.shared.Problem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Makes a company's backups and removes old ones. Slow work, outside any transaction of ours. */
@Service
class Backups {
    private static final Logger log = LoggerFactory.getLogger(Backups.class);
    private static final String LOCK = "backup";

    private final Databases databases;
    private final Companies companies;
    private final BackupLedger ledger;
    private final FileStore store;
    private final Optional<BackupKey> key;
    private final BackupSettings settings;
    private final DatabaseDump dumps;
    private final RunLocks locks;
    private final Semaphore atOnce = new Semaphore(2, true);
    private final AtomicLong notRemoved = new AtomicLong();

    Backups(
            Databases databases,
            Companies companies,
            BackupLedger ledger,
            @Qualifier("backupFiles") FileStore store,
            BackupConfiguration.BackupKeys keys,
            BackupSettings settings,
            DatabaseDump dumps,
            RunLocks locks) {
        this.databases = databases;
        this.companies = companies;
        this.ledger = ledger;
        this.store = store;
        this.key = keys.key();
        this.settings = settings;
        this.dumps = dumps;
        this.locks = locks;
    }

    boolean isConfigured() {
        return key.isPresent();
    }

    String describeStore() {
        return store.describe();
    }

    /** @throws Problem 503 {@code backup_not_configured}: nothing is ever written unencrypted */
    BackupKey requireKey() {
        return key.orElseThrow(() -> Problem.unavailable(
                "backup_not_configured",
                "Backups are encrypted, and no key is set. Set JOBLANE_BACKUP_KEY, then start again.",
                Duration.ofHours(1)));
    }

    /**
     * Opens a line in the ledger and makes the backup in a thread of its own.
     *
     * @throws Problem 409 {@code backup_in_progress}, 404 {@code unknown_company}, 503 {@code backup_not_configured}
     */
    @PlatformAdmin
    BackupRun start(String company, String trigger) {
        BackupKey with = requireKey();
        companies.requireKnown(company);
        RunLocks.Held lock = locks.tryTake(LOCK, company).orElseThrow(Backups::inProgress);
        UUID id;
        try {
            id = ledger.begin(company, trigger);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        afterCommit("backup-" + company, lock, () -> {
            // Each takes a connection of its own, beside the limit.
            atOnce.acquireUninterruptibly();
            try {
                run(company, id, with);
            } finally {
                atOnce.release();
            }
        });
        return get(company, id);
    }

    private static Problem inProgress() {
        return Problem.conflict("backup_in_progress", "A backup of this company is under way. Wait until it has ended.")
                .retryAfter(Duration.ofSeconds(10));
    }

    /** Marks the line of a backup whose process is gone as failed, so that it alarms and is tried again. */
    void noticeAbandoned(String company) {
        if (ledger.isRunning(company)) {
            locks.tryTake(LOCK, company).ifPresent(lock -> {
                try (lock) {
                    ledger.abandon(company);
                }
            });
        }
    }

    /**
     * In a thread of its own, which must find the ledger's line: once the caller's transaction has committed.
     *
     * @param lock is given back when the work has ended, or where it never begins
     */
    static void afterCommit(String name, RunLocks.Held lock, Runnable work) {
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> {
            try (lock) {
                work.run();
            }
        });
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            thread.start();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_COMMITTED) {
                    thread.start();
                } else {
                    lock.close();
                }
            }
        });
    }

    private void run(String company, UUID id, BackupKey with) {
        Path file = null;
        try {
            file = Files.createTempFile("joblane-backup", ".part");
            Written written = write(company, file, with);
            String location = company + "/" + id + ".jlb";
            store.put(location, file, written.checksum());
            ledger.done(id, location, Files.size(file), written.checksum(), written.schemaVersion());
        } catch (IOException | SQLException | RuntimeException e) { // any fault belongs into the ledger, which alarms
            log.error("The backup of {} failed", company, e);
            fail(id, e);
            return;
        } finally {
            delete(file);
        }
        removeOld(company);
    }

    private record Written(String checksum, String schemaVersion) {}

    private Written write(String company, Path file, BackupKey with) throws IOException, SQLException {
        MessageDigest digest = sha256();
        String version;
        try (OutputStream out = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest);
                OutputStream encrypted = EncryptedFile.write(out, with);
                Connection connection = databases.connectAsOwnerOf(company)) {
            version = dumps.write(connection, company, encrypted);
        }
        return new Written(HexFormat.of().formatHex(digest.digest()), version);
    }

    private void fail(UUID id, Exception fault) {
        try {
            ledger.failed(id, String.valueOf(fault.getMessage()));
        } catch (DataAccessException e) {
            log.error("The ledger cannot be reached either; the backup counts as missing", e);
        }
    }

    /** An old one that stays takes room and harms nothing else: the new one is good, and the next run tries again. */
    private void removeOld(String company) {
        try {
            for (BackupRun old : ledger.surplus(company, settings.keep())) {
                store.remove(String.valueOf(old.location()));
                ledger.removed(old.id());
            }
        } catch (IOException | RuntimeException e) {
            notRemoved.incrementAndGet();
            log.warn("An old backup of {} cannot be removed", company, e);
        }
    }

    /** How often an old backup could not be removed since the start. */
    long notRemoved() {
        return notRemoved.get();
    }

    /** @throws Problem 404 {@code unknown_backup} */
    @PlatformAdmin
    BackupRun get(String company, UUID id) {
        return ledger.find(company, id)
                .orElseThrow(() -> Problem.notFound(
                        "unknown_backup", "This company has no such backup. GET .../backups names them."));
    }

    @PlatformAdmin
    List<BackupRun> page(String company, @Nullable UUID before, int limit) {
        companies.requireKnown(company);
        return ledger.page(company, before, limit);
    }

    /**
     * Fetches the backup into a file and checks that it is the one that was kept.
     *
     * @throws DamagedBackupException where it is not
     */
    void fetch(BackupRun backup, Path into) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = store.get(String.valueOf(backup.location()));
                OutputStream out = new DigestOutputStream(Files.newOutputStream(into), digest)) {
            in.transferTo(out);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(backup.checksum())) {
            throw new DamagedBackupException("The stored file is not the one that was written: its checksum differs");
        }
    }

    static void delete(@Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                log.warn("A temporary file is left behind: {}", file);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
