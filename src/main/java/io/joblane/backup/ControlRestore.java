package io.joblane.backup;

import io.joblane.database.ControlMaintenance;
import io.joblane.database.DatabaseReplacement;
import io.joblane.database.Databases;
import io.joblane.filestore.FileStore;
import io.joblane.shared.CannotStartException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Puts the control database back to the backup that the settings name, at a start and with every other replica stopped. The ledger
 * of backups is in that database, so the file is found by its name alone; that it is whole and ours its encryption says. Nobody is
 * logged in afterwards. A start with the same setting does it no second time.
 */
@Component
class ControlRestore implements ControlMaintenance {
    private static final Logger log = LoggerFactory.getLogger(ControlRestore.class);
    private static final String SETTING = "JOBLANE_BACKUP_RESTORECONTROL";
    /** What was used since the backup, and would be good once more. */
    private static final List<String> END_ACCESS = List.of(
            "UPDATE login_session SET ended_at = now() WHERE ended_at IS NULL",
            "DELETE FROM login_challenge",
            "UPDATE password_reset SET revoked_at = now() WHERE used_at IS NULL AND revoked_at IS NULL");

    private final BackupSettings settings;
    private final FileStore store;
    private final BackupConfiguration.BackupKeys keys;
    private final DatabaseDump dumps;
    private final Clock clock;

    ControlRestore(
            BackupSettings settings,
            @Qualifier("backupFiles") FileStore store,
            BackupConfiguration.BackupKeys keys,
            DatabaseDump dumps,
            Clock clock) {
        this.settings = settings;
        this.store = store;
        this.keys = keys;
        this.dumps = dumps;
        this.clock = clock;
    }

    @Override
    public void run(Databases databases) {
        String backup = settings.restoreControl().strip();
        if (backup.isEmpty()) {
            return;
        }
        BackupKey key = keys.key()
                .orElseThrow(() -> new ControlRestoreException(
                        "Set JOBLANE_BACKUP_KEY to the key with which the backup " + backup + " was written."));
        Path file = null;
        try {
            if (isDone(databases, backup)) {
                log.warn(
                        "The control database was put back to {} before; take {} out of the settings", backup, SETTING);
                return;
            }
            requireAlone(databases);
            file = Files.createTempFile("joblane-restore-control", ".part");
            try (InputStream in = store.get(Backups.location(Backups.CONTROL, backup))) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            restore(databases, backup, file, key);
        } catch (IOException | SQLException e) {
            throw new ControlRestoreException(
                    "The control database cannot be put back to the backup " + backup + " (" + e.getMessage()
                            + "). It is as it was; check " + SETTING + ".",
                    e);
        } finally {
            Backups.delete(file);
        }
    }

    private void restore(Databases databases, String backup, Path file, BackupKey key)
            throws IOException, SQLException {
        DatabaseDump.Manifest manifest;
        try (InputStream in = open(file, key)) {
            manifest = dumps.manifest(in);
        }
        if (!manifest.company().equals(Backups.CONTROL)) {
            throw new DamagedBackupException("It is a backup of " + manifest.company());
        }
        try (DatabaseReplacement fresh = databases.replacementOf(Backups.CONTROL, manifest.schemaVersion())) {
            Instant since;
            try (Connection connection = fresh.connect();
                    InputStream in = open(file, key)) {
                dumps.load(connection, in);
                since = lastEntry(connection);
            }
            fresh.makeReady("latest");
            try (Connection connection = fresh.connect()) {
                try (Connection old = databases.connectAsOwnerOf(Backups.CONTROL)) {
                    AuditCarry.carry(old, connection, since);
                }
                endAccess(connection, backup);
                AuditCarry.note(connection, Backups.CONTROL, backup, since, "system", clock.instant());
            }
            fresh.putInPlace();
            log.warn(
                    "The control database is put back to {}. Everybody logs in anew. Its data from before is kept in the"
                            + " database {}; drop it when it is not needed. Take {} out of the settings.",
                    backup,
                    fresh.retired(),
                    SETTING);
            AuditCarry.companiesOf(databases).forEach(company -> openErasures(databases, company, since));
        }
    }

    private static void endAccess(Connection fresh, String backup) throws SQLException {
        fresh.setAutoCommit(false);
        try (var statement = fresh.createStatement();
                var mark = fresh.prepareStatement("UPDATE data_origin SET restored_from = ?")) {
            for (String end : END_ACCESS) {
                statement.execute(end);
            }
            mark.setString(1, backup);
            mark.executeUpdate();
        }
        fresh.commit();
    }

    /** Accounts that were erased since the backup are back; who looks for open erasures erases them again. */
    private static void openErasures(Databases databases, String company, Instant since) {
        try {
            databases.maintain(company, owner -> AuditCarry.openErasures(owner, since));
        } catch (RuntimeException e) {
            log.warn("Whether somebody of {} must be erased again cannot be seen", company, e);
        }
    }

    private static Instant lastEntry(Connection fresh) throws SQLException {
        try (var query = fresh.createStatement();
                var row = query.executeQuery("SELECT coalesce(max(at), 'epoch') FROM audit_entry")) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }

    private static boolean isDone(Databases databases, String backup) {
        boolean[] done = new boolean[1];
        databases.maintain(Backups.CONTROL, owner -> {
            try (var query =
                    owner.prepareStatement("SELECT EXISTS (SELECT FROM data_origin WHERE restored_from = ?)")) {
                query.setString(1, backup);
                try (var row = query.executeQuery()) {
                    done[0] = row.next() && row.getBoolean(1);
                }
            }
        });
        return done[0];
    }

    private static void requireAlone(Databases databases) {
        databases.maintain(Backups.CONTROL, owner -> {
            try (var query = owner.createStatement();
                    var row = query.executeQuery(
                            "SELECT count(*) FROM pg_stat_activity"
                                    + " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL")) {
                row.next();
                if (row.getInt(1) > 0) {
                    throw new ControlRestoreException("The control database is in use (" + row.getInt(1)
                            + " connections): stop every replica, then start one with " + SETTING + ".");
                }
            }
        });
    }

    private static InputStream open(Path file, BackupKey key) throws IOException {
        return EncryptedFile.read(new BufferedInputStream(Files.newInputStream(file)), key);
    }

    /** Why the start ends. */
    static final class ControlRestoreException extends CannotStartException {
        private static final long serialVersionUID = 1L;

        ControlRestoreException(String message) {
            super(message);
        }

        ControlRestoreException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
