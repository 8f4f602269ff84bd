package io.joblane.engine.embedded;

import io.camunda.zeebe.engine.processing.streamprocessor.JobStreamer;
import io.camunda.zeebe.protocol.impl.stream.job.ActivatedJob;
import io.camunda.zeebe.protocol.impl.stream.job.JobActivationProperties;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.util.buffer.BufferUtil;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;

/**
 * The open job streams by job type. The engine asks, on its thread, for a stream and activates the job for it; the job is
 * delivered once its activation is durable, to the first worker that takes it, or given back when none does.
 */
final class JobStreams implements JobStreamer {
    private final Map<String, CopyOnWriteArrayList<Worker>> workersByType = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final Commands commands;
    private final DurableLog log;
    private final Executor deliver;
    private final Consumer<String> workAvailable;

    /** The receiving end of one stream. Called on the delivering thread only. */
    interface Worker {
        JobActivationProperties properties();

        /** Whether the job went out; false if the client is gone or cannot take more now. */
        boolean take(ActivatedJob job);

        void close();
    }

    JobStreams(Commands commands, DurableLog log, Executor deliver, Consumer<String> workAvailable) {
        this.commands = commands;
        this.log = log;
        this.deliver = deliver;
        this.workAvailable = workAvailable;
    }

    void add(String type, Worker worker) {
        workersByType.compute(type, (same, workers) -> {
            var all = workers == null ? new CopyOnWriteArrayList<Worker>() : workers;
            all.add(worker);
            return all;
        });
    }

    void remove(String type, Worker worker) {
        workersByType.computeIfPresent(type, (same, workers) -> {
            workers.remove(worker);
            return workers.isEmpty() ? null : workers;
        });
    }

    /** Ends every stream, for the engine stops. */
    void close() {
        var all = workersByType.values().stream().flatMap(List::stream).toList();
        workersByType.clear();
        all.forEach(Worker::close);
    }

    @Override
    public void notifyWorkAvailable(String jobType) {
        deliver.execute(() -> workAvailable.accept(jobType));
    }

    @Override
    public Optional<JobStream> streamFor(DirectBuffer jobType, Predicate<JobActivationProperties> filter) {
        if (workersByType.isEmpty()) {
            return Optional.empty();
        }
        var type = BufferUtil.bufferAsString(jobType);
        var workers = workersByType.get(type);
        if (workers == null) {
            return Optional.empty();
        }
        var now = List.copyOf(workers);
        for (int i = 0; i < now.size(); i++) {
            var worker = now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
            if (filter.test(worker.properties())) {
                return Optional.of(new Stream(type, worker));
            }
        }
        return Optional.empty();
    }

    private void deliver(String type, Worker chosen, ActivatedJob job) {
        if (chosen.take(job)) {
            return;
        }
        for (var other : workersByType.getOrDefault(type, new CopyOnWriteArrayList<>())) {
            // the job was activated with the chosen worker's variables and timeout; only an equal worker may have it
            if (other != chosen && sameTerms(other.properties(), chosen.properties()) && other.take(job)) {
                return;
            }
        }
        giveBack(job);
    }

    private void giveBack(ActivatedJob job) {
        commands.tell(new Command(job.jobKey(), ValueType.JOB, JobIntent.YIELD, job.jobRecord()));
    }

    private static boolean sameTerms(JobActivationProperties one, JobActivationProperties other) {
        return one.timeout() == other.timeout()
                && List.copyOf(one.fetchVariables()).equals(List.copyOf(other.fetchVariables()));
    }

    private final class Stream implements JobStream {
        private final String type;
        private final Worker worker;

        private Stream(String type, Worker worker) {
            this.type = type;
            this.worker = worker;
        }

        @Override
        public JobActivationProperties properties() {
            return worker.properties();
        }

        @Override
        public void push(ActivatedJob job) {
            log.whenDurable(() -> deliver.execute(() -> deliver(type, worker, job)));
        }
    }
}
