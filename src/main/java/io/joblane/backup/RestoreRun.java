package io.joblane.backup;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a restore is.
 *
 * @param status {@code running}, {@code done}, {@code failed}
 * @param step what it does, or did last
 * @param cancelled how many process instances of the time after the backup were ended
 * @param startedAgain how many open bookings and jobs began their process again
 */
record RestoreRun(
        UUID id,
        String company,
        UUID backupId,
        String status,
        String step,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Integer cancelled,
        @Nullable Integer startedAgain,
        @Nullable String error) {}
