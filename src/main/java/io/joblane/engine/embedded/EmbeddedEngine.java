package io.joblane.engine.embedded;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Zeebe in this process: the real engine on a durable log, reached by the ordinary Java client over loopback. What the
 * engine has answered survives a crash. One per data folder.
 */
public final class EmbeddedEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngine.class);
    private static final long SEGMENT_BYTES = 16L * 1024 * 1024;
    private static final long SNAPSHOT_AFTER_BYTES = 64L * 1024 * 1024;
    private static final Duration USER_TASK_PATIENCE = Duration.ofSeconds(10);

    private final String id;
    private final Parts parts;
    private final DurableLog log;
    private final EngineRuntime runtime;
    private final SnapshotDirector snapshots;
    private final LoopbackServers servers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedEngine(
            String id,
            Parts parts,
            DurableLog log,
            EngineRuntime runtime,
            SnapshotDirector snapshots,
            LoopbackServers servers) {
        this.id = id;
        this.parts = parts;
        this.log = log;
        this.runtime = runtime;
        this.snapshots = snapshots;
        this.servers = servers;
    }

    /**
     * Starts the engine on the data in the folder; returns when it processes and both ports listen.
     *
     * @throws EngineFolderLockedException if another engine works in the folder
     * @throws EngineDataDamagedException if the data has lost what was already stored
     * @throws EngineStartException if a port is in use, or the folder cannot be used
     */
    public static EmbeddedEngine start(EmbeddedEngineSettings settings) {
        return start(settings, SEGMENT_BYTES);
    }

    static EmbeddedEngine start(EmbeddedEngineSettings settings, long segmentBytes) {
        var parts = new Parts();
        try {
            return start(settings, segmentBytes, parts);
        } catch (IOException e) {
            parts.close();
            throw new EngineStartException(
                    "The engine's data folder %s cannot be used: %s"
                            .formatted(settings.folder().toAbsolutePath(), e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            parts.close();
            Thread.currentThread().interrupt();
            throw new EngineStartException("The start of the embedded engine was interrupted.", e);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static EmbeddedEngine start(EmbeddedEngineSettings settings, long segmentBytes, Parts parts)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        var folder = parts.add(EngineFolder.lock(settings.folder()));
        var id = folder.id();
        var stored = new Snapshots(folder.snapshots());
        long restored = stored.restoreTo(folder.state());
        // closed after the log, whose last records still have answers behind them
        var deliver = parts.add(new DeliveryThread());
        var log = parts.add(DurableLog.open(folder.log(), settings.fsync(), segmentBytes));
        requireLogBehind(restored, log, settings);
        var runtime = parts.add(EngineRuntime.prepare(log, folder.state(), new EngineClock(settings.clock())));
        log.onFailure(runtime::abandon);
        var commands = new Commands(runtime.logStream().newLogStreamWriter(), deliver);
        var polls = new JobPolls(commands, deliver);
        var streams = new JobStreams(commands, log, deliver, polls::workAvailable);
        runtime.start(commands, streams, new AnswerWriter(commands, log));

        var director = parts.add(
                new SnapshotDirector(runtime, log, stored, restored, settings.snapshotEvery(), SNAPSHOT_AFTER_BYTES));
        director.start();
        var gateway = new GrpcGateway(commands, polls, streams);
        var servers = parts.add(LoopbackServers.open(
                settings.grpcPort(),
                settings.restPort(),
                gateway,
                () -> new UserTaskEndpoint(commands, deliver, USER_TASK_PATIENCE)));
        parts.add(() -> {
            servers.stopAccepting();
            streams.close();
            deliver.submit(polls::close).get(1, TimeUnit.SECONDS);
        });
        LOG.info(
                "The embedded engine is ready after {} ms: gRPC {}, user tasks {}",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
                servers.grpcAddress(),
                servers.restAddress());
        return new EmbeddedEngine(id, parts, log, runtime, director, servers);
    }

    private static void requireLogBehind(long restored, DurableLog log, EmbeddedEngineSettings settings) {
        boolean complete = restored < 0
                ? log.firstPosition() <= 1
                : log.firstPosition() <= restored && restored <= log.lastPosition();
        if (!complete) {
            throw new EngineDataDamagedException(
                    "The engine's log in %s (records %d to %d) does not fit its newest whole snapshot (record %d); restore the data folder from a backup."
                            .formatted(
                                    settings.folder().toAbsolutePath(),
                                    log.firstPosition(),
                                    log.lastPosition(),
                                    restored));
        }
    }

    /** Where the Java client finds the gateway. */
    public URI grpcAddress() {
        return servers.grpcAddress();
    }

    /** Where the Java client finds the user-task part of the REST API; nothing else is answered there. */
    public URI restAddress() {
        return servers.restAddress();
    }

    /** The identity of this data folder: keys of one id never meet keys of another. */
    public String id() {
        return id;
    }

    /** Whether the engine processes, its log can be written and its last snapshot succeeded. */
    public boolean isHealthy() {
        return !closed.get() && log.isHealthy() && snapshots.isHealthy() && runtime.isHealthy();
    }

    /** For tests that look at what the engine holds. */
    EngineRuntime runtime() {
        return runtime;
    }

    /** Saves the state now, so that the next start has less to replay. */
    public void snapshot() {
        try {
            snapshots.take();
        } catch (IOException e) {
            throw new IllegalStateException("The engine's state cannot be saved", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends what is under way, saves the state and stops. Calling it again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            parts.close();
        }
    }

    /** What was started, closed in reverse. */
    private static final class Parts implements AutoCloseable {
        private final ArrayDeque<AutoCloseable> parts = new ArrayDeque<>();

        private <T extends AutoCloseable> T add(T part) {
            parts.push(part);
            return part;
        }

        @Override
        public void close() {
            while (!parts.isEmpty()) {
                try {
                    parts.pop().close();
                } catch (Exception e) {
                    LOG.warn("A part of the embedded engine did not stop cleanly", e);
                }
            }
        }
    }
}
