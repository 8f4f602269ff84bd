package io.joblane.engine.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the engine's state now and then, and lets go of the log behind it. The order is what makes it safe: the new
 * snapshot is complete on the disk, and so is every record it may contain, before anything older is removed.
 */
final class SnapshotDirector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotDirector.class);
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final EngineRuntime runtime;
    private final DurableLog log;
    private final Snapshots snapshots;
    private final long afterNanos;
    private final long afterBytes;
    private final ScheduledExecutorService schedule =
            Executors.newSingleThreadScheduledExecutor(task -> Threads.daemon("engine-snapshot", task));
    private long lastPosition;
    private long lastNanos = System.nanoTime();
    private long lastBytes;
    private volatile boolean lastFailed;

    SnapshotDirector(
            EngineRuntime runtime,
            DurableLog log,
            Snapshots snapshots,
            long restoredPosition,
            Duration every,
            long afterBytes) {
        this.runtime = runtime;
        this.log = log;
        this.snapshots = snapshots;
        this.lastPosition = restoredPosition;
        this.afterNanos = every.toNanos();
        this.afterBytes = afterBytes;
    }

    void start() {
        schedule.scheduleWithFixedDelay(this::takeIfDue, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    boolean isHealthy() {
        return !lastFailed && !schedule.isShutdown();
    }

    private void takeIfDue() {
        boolean timeIsUp = System.nanoTime() - lastNanos >= afterNanos;
        boolean logIsLong = log.writtenBytes() - lastBytes >= afterBytes;
        if (!timeIsUp && !logIsLong) {
            return;
        }
        try {
            take();
        } catch (IOException | RuntimeException e) {
            // nothing is lost, the log only grows; the health says so, and the next look tries again
            lastFailed = true;
            LOG.error("Saving the engine's state failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void take() throws IOException, InterruptedException {
        long position = runtime.lastProcessedPosition();
        lastNanos = System.nanoTime();
        lastBytes = log.writtenBytes();
        if (position <= lastPosition) {
            return;
        }
        var half = snapshots.write(runtime.database(), position);
        // the state may already contain what records still on their way to the disk say
        log.force();
        snapshots.keep(half, position);
        log.compact(position);
        snapshots.deleteAllBut(position);
        lastPosition = position;
        lastFailed = false;
        LOG.debug("The engine's state is saved at record {}", position);
    }

    /** Takes a last one, so that the next start has nothing to replay. */
    @Override
    public void close() throws IOException, InterruptedException {
        schedule.shutdown();
        if (!schedule.awaitTermination(5, TimeUnit.SECONDS)) {
            LOG.warn("Saving the engine's state is still going on");
        }
        if (log.isHealthy() && runtime.isHealthy()) {
            take();
        }
    }
}
