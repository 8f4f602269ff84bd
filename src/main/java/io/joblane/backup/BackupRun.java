package io.joblane.backup;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger.
 *
 * @param trigger {@code scheduled} or {@code manual}
 * @param status {@code running}, {@code done}, {@code failed}, or {@code removed}: it was good and is not kept any more
 * @param location its name in the store
 * @param checksum SHA-256 of the encrypted file, in hex
 */
record BackupRun(
        UUID id,
        String company,
        String trigger,
        String status,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String location,
        @Nullable Long bytes,
        @Nullable String checksum,
        @Nullable String schemaVersion,
        @Nullable String error) {}
