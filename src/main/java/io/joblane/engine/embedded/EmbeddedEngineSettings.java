package io.joblane.engine.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * What an embedded engine needs to know.
 *
 * @param folder where its log, snapshots and id live; created when missing
 * @param grpcPort port of the gateway on loopback, 0 for any free one
 * @param restPort port of the user-task endpoint on loopback, 0 for any free one
 * @param fsync whether a record must be on the disk before anything follows from it; without it a crash of the machine
 *     (not of the process) can lose the last moments
 * @param snapshotEvery how often the state is saved, so that the log before it can go
 * @param clock the engine's time; a test moves the engine's timers by moving it
 */
public record EmbeddedEngineSettings(
        Path folder, int grpcPort, int restPort, boolean fsync, Duration snapshotEvery, InstantSource clock) {

    public EmbeddedEngineSettings {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(clock, "clock");
        if (snapshotEvery.isZero() || snapshotEvery.isNegative()) {
            throw new IllegalArgumentException("snapshotEvery must be positive, but is " + snapshotEvery);
        }
    }

    /** Durable, on any free ports, on the machine's clock, a snapshot every five minutes. */
    public static EmbeddedEngineSettings in(Path folder) {
        return new EmbeddedEngineSettings(folder, 0, 0, true, Duration.ofMinutes(5), InstantSource.system());
    }

    public EmbeddedEngineSettings withPorts(int grpcPort, int restPort) {
        return new EmbeddedEngineSettings(folder, grpcPort, restPort, fsync, snapshotEvery, clock);
    }

    public EmbeddedEngineSettings withFsync(boolean fsync) {
        return new EmbeddedEngineSettings(folder, grpcPort, restPort, fsync, snapshotEvery, clock);
    }

    public EmbeddedEngineSettings withSnapshotEvery(Duration snapshotEvery) {
        return new EmbeddedEngineSettings(folder, grpcPort, restPort, fsync, snapshotEvery, clock);
    }

    public EmbeddedEngineSettings withClock(InstantSource clock) {
        return new EmbeddedEngineSettings(folder, grpcPort, restPort, fsync, snapshotEvery, clock);
    }
}
