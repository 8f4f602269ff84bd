package io.joblane.engine.embedded;

import io.camunda.search.clients.SearchClientsProxy;
import io.camunda.security.auth.BrokerRequestAuthorizationConverter;
import io.camunda.security.configuration.SecurityConfiguration;
import io.camunda.zeebe.db.AccessMetricsConfiguration;
import io.camunda.zeebe.db.ConsistencyChecksSettings;
import io.camunda.zeebe.db.ZeebeDb;
import io.camunda.zeebe.db.impl.rocksdb.RocksDbConfiguration;
import io.camunda.zeebe.db.impl.rocksdb.ZeebeRocksDbFactory;
import io.camunda.zeebe.db.impl.rocksdb.ZeebeRocksDbFactory.SharedRocksDbResources;
import io.camunda.zeebe.engine.Engine;
import io.camunda.zeebe.engine.EngineConfiguration;
import io.camunda.zeebe.engine.processing.EngineProcessors;
import io.camunda.zeebe.engine.processing.message.command.SubscriptionCommandSender;
import io.camunda.zeebe.engine.processing.streamprocessor.JobStreamer;
import io.camunda.zeebe.engine.processing.streamprocessor.TypedRecordProcessorContext;
import io.camunda.zeebe.engine.processing.streamprocessor.TypedRecordProcessors;
import io.camunda.zeebe.engine.state.immutable.JobState;
import io.camunda.zeebe.logstreams.log.LogStream;
import io.camunda.zeebe.protocol.ZbColumnFamilies;
import io.camunda.zeebe.protocol.impl.record.value.job.JobBatchRecord;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.JobBatchIntent;
import io.camunda.zeebe.scheduler.ActorScheduler;
import io.camunda.zeebe.stream.api.CommandResponseWriter;
import io.camunda.zeebe.stream.api.ReadonlyStreamProcessorContext;
import io.camunda.zeebe.stream.api.StreamProcessorLifecycleAware;
import io.camunda.zeebe.stream.impl.ControllableStreamClockImpl;
import io.camunda.zeebe.stream.impl.StreamProcessor;
import io.camunda.zeebe.util.FeatureFlags;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Zeebe's stream processor with its log, its state in RocksDB and its threads, wired for a single partition. */
final class EngineRuntime implements AutoCloseable {
    static final int PARTITION = 1;

    private static final Logger LOG = LoggerFactory.getLogger(EngineRuntime.class);
    private static final long ROCKSDB_BYTES = 64L * 1024 * 1024;
    private static final Duration TIMERS_SEEN_WITHIN = Duration.ofMillis(200);

    private final ActorScheduler scheduler;
    private final LogStream logStream;
    private final SharedRocksDbResources rocksDbMemory;
    private final ZeebeDb<ZbColumnFamilies> database;
    private final EngineClock clock;
    private final MeterRegistry meters;
    private final CompletableFuture<OrphanedJobs> recovered = new CompletableFuture<>();
    private @Nullable StreamProcessor processor;

    private EngineRuntime(DurableLog log, Path state, EngineClock clock) {
        this.clock = clock;
        this.meters = new CompositeMeterRegistry();
        // nobody reads the engine's meters; denied ones cost nothing
        meters.config().meterFilter(MeterFilter.deny());
        this.scheduler = ActorScheduler.newActorScheduler()
                .setActorClock(clock)
                .setCpuBoundActorThreadCount(2)
                .setIoBoundActorThreadCount(1)
                .setActorThreadFactory(EngineThread::new)
                .setIdleStrategySupplier(EngineThread.Idle::new)
                .setSchedulerName("engine")
                .build();
        this.logStream = LogStream.builder()
                .withPartitionId(PARTITION)
                .withLogName("engine")
                .withLogStorage(log)
                .withClock(clock)
                .withMeterRegistry(meters)
                .build();
        this.rocksDbMemory = SharedRocksDbResources.allocate(ROCKSDB_BYTES);
        this.database = new ZeebeRocksDbFactory<ZbColumnFamilies>(
                        new RocksDbConfiguration().setMemoryLimit(ROCKSDB_BYTES),
                        new ConsistencyChecksSettings(),
                        new AccessMetricsConfiguration(AccessMetricsConfiguration.Kind.NONE, PARTITION),
                        () -> meters,
                        rocksDbMemory,
                        1)
                .createDb(state.toFile());
    }

    static EngineRuntime prepare(DurableLog log, Path state, EngineClock clock) {
        return new EngineRuntime(log, state, clock);
    }

    LogStream logStream() {
        return logStream;
    }

    ZeebeDb<ZbColumnFamilies> database() {
        return database;
    }

    /** Replays the log behind the state and begins to process; returns when it does. */
    void start(Commands commands, JobStreamer streams, CommandResponseWriter answers) throws InterruptedException {
        scheduler.start();
        var security = new SecurityConfiguration();
        security.getAuthorizations().setEnabled(false);
        var configuration = new EngineConfiguration().setEnableIdentitySetup(false);
        var sender = new LocalCommandSender(commands);
        var starting = StreamProcessor.builder()
                .logStream(logStream)
                .zeebeDb(database)
                .commandResponseWriter(answers)
                .partitionCommandSender(sender)
                .recordProcessors(List.of(
                        new Engine(context -> processors(context, sender, streams, security), configuration, security)))
                .actorSchedulingService(scheduler)
                .clock(new ControllableStreamClockImpl(clock))
                .meterRegistry(meters)
                .setScheduledTaskCheckInterval(TIMERS_SEEN_WITHIN)
                .build();
        processor = starting;
        starting.openAsync(false)
                .onComplete(
                        (opened, fault) -> {
                            if (fault != null) {
                                recovered.completeExceptionally(fault);
                            }
                        },
                        Runnable::run);
        try {
            var orphanedJobs = recovered.get();
            catchUp(commands);
            int given = orphanedJobs.giveBack().get();
            if (given > 0) {
                LOG.info("{} jobs that were being worked on when the engine went down are given out again", given);
            }
        } catch (ExecutionException e) {
            throw new EngineStartException("The embedded engine cannot process its log.", e);
        }
    }

    /** Waits until all that was in the log has been processed: the answer to a harmless question comes only then. */
    private static void catchUp(Commands commands) throws InterruptedException, ExecutionException {
        var nothing = new JobBatchRecord()
                .setType("io.joblane.engine:started")
                .setWorker("engine")
                .setTimeout(1)
                .setMaxJobsToActivate(1);
        var answered = new CompletableFuture<Answer>();
        commands.ask(Command.of(ValueType.JOB_BATCH, JobBatchIntent.ACTIVATE, nothing), answered::complete);
        answered.get();
    }

    private TypedRecordProcessors processors(
            TypedRecordProcessorContext context,
            LocalCommandSender sender,
            JobStreamer streams,
            SecurityConfiguration security) {
        return EngineProcessors.createEngineProcessors(
                        context,
                        1,
                        new SubscriptionCommandSender(PARTITION, sender),
                        sender,
                        FeatureFlags.createDefault(),
                        streams,
                        SearchClientsProxy.noop(),
                        new BrokerRequestAuthorizationConverter(security))
                .withListener(
                        new Started(context.getScheduledTaskStateFactory().get().getJobState()));
    }

    long lastProcessedPosition() throws InterruptedException {
        var running = processor;
        if (running == null) {
            return -1;
        }
        try {
            return running.getLastProcessedPositionAsync().get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The engine does not answer", e);
        }
    }

    /** Whether every command in the log has been processed. */
    boolean hasCaughtUp() throws InterruptedException {
        var running = processor;
        if (running == null) {
            return false;
        }
        try {
            return running.hasProcessingReachedTheEnd().get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The engine does not answer", e);
        }
    }

    /** Stops processing without waiting; there is no log to write to any more. */
    void abandon() {
        var running = processor;
        if (running != null) {
            running.closeAsync();
        }
    }

    boolean isHealthy() {
        var running = processor;
        return running != null && !running.isFailed() && running.isOpened() && HealthProbe.ask(scheduler, running);
    }

    @Override
    public void close() {
        var stopping = processor;
        if (stopping != null) {
            stopping.closeAsync().join(5, TimeUnit.SECONDS);
        }
        logStream.close();
        closeDatabase();
        try {
            scheduler.close();
        } catch (Exception e) {
            throw new IllegalStateException("The engine's threads cannot be stopped", e);
        }
    }

    private void closeDatabase() {
        try {
            database.close();
        } catch (Exception e) {
            throw new IllegalStateException("The engine's state cannot be closed", e);
        }
        rocksDbMemory.close();
    }

    private final class Started implements StreamProcessorLifecycleAware {
        private final JobState jobs;

        private Started(JobState jobs) {
            this.jobs = jobs;
        }

        @Override
        public void onRecovered(ReadonlyStreamProcessorContext context) {
            recovered.complete(new OrphanedJobs(jobs, context.getScheduleService()));
        }

        @Override
        public void onFailed() {
            recovered.completeExceptionally(new IllegalStateException("The stream processor failed"));
        }
    }
}
