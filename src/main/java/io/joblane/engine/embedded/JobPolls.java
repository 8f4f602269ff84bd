package io.joblane.engine.embedded;

import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsResponse;
import io.camunda.zeebe.protocol.impl.record.value.job.JobBatchRecord;
import io.camunda.zeebe.protocol.impl.record.value.job.JobRecord;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Long polling: a request for jobs is held until there is work of its type or its time is over. While a type is known to
 * have none, nothing is asked of the engine, so that idle workers write nothing to the log. Everything here happens on the
 * delivering thread.
 */
final class JobPolls {
    private static final Duration DEFAULT_HOLD = Duration.ofSeconds(10);
    /** The engine reports new work reliably; asking again once a minute only guards against having missed it. */
    private static final long TRUSTED_EMPTY_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Commands commands;
    private final ScheduledExecutorService deliver;
    private final Map<String, Queue> queues = new HashMap<>();

    JobPolls(Commands commands, ScheduledExecutorService deliver) {
        this.commands = commands;
        this.deliver = deliver;
    }

    private static final class Queue {
        private final ArrayDeque<Poll> waiting = new ArrayDeque<>();
        private boolean asking;
        private boolean workArrived;
        private boolean empty;
        private long emptySince;

        private boolean isKnownEmpty() {
            return empty && System.nanoTime() - emptySince < TRUSTED_EMPTY_NANOS;
        }
    }

    private static final class Poll {
        private final ActivateJobsRequest request;
        private final ServerCallStreamObserver<ActivateJobsResponse> observer;
        private @Nullable ScheduledFuture<?> timeout;
        private boolean expired;

        private Poll(ActivateJobsRequest request, ServerCallStreamObserver<ActivateJobsResponse> observer) {
            this.request = request;
            this.observer = observer;
        }

        private void finish() {
            if (timeout != null) {
                timeout.cancel(false);
            }
            observer.onCompleted();
        }
    }

    /** Called on the connection's thread, as its handlers can only be set there. */
    void accept(ActivateJobsRequest request, ServerCallStreamObserver<ActivateJobsResponse> observer) {
        var poll = new Poll(request, observer);
        observer.setOnCancelHandler(() -> deliver.execute(() -> leave(poll)));
        deliver.execute(() -> enter(poll));
    }

    private void enter(Poll poll) {
        var hold = poll.request.getRequestTimeout() == 0 ? DEFAULT_HOLD.toMillis() : poll.request.getRequestTimeout();
        if (hold > 0) {
            poll.timeout = deliver.schedule(() -> expire(poll), hold, TimeUnit.MILLISECONDS);
        } else {
            poll.expired = true;
        }
        var queue = queues.computeIfAbsent(poll.request.getType(), type -> new Queue());
        queue.waiting.add(poll);
        serve(poll.request.getType(), queue);
    }

    private void leave(Poll poll) {
        if (poll.timeout != null) {
            poll.timeout.cancel(false);
        }
        var queue = queues.get(poll.request.getType());
        if (queue != null) {
            queue.waiting.remove(poll);
        }
    }

    private void expire(Poll poll) {
        poll.expired = true;
        var queue = queues.get(poll.request.getType());
        if (queue != null && queue.waiting.remove(poll)) {
            poll.finish();
        }
    }

    void workAvailable(String type) {
        var queue = queues.get(type);
        if (queue != null) {
            queue.empty = false;
            queue.workArrived = true;
            serve(type, queue);
        }
    }

    /** Ends every held request, for the engine stops. */
    void close() {
        for (var queue : queues.values()) {
            queue.waiting.forEach(Poll::finish);
            queue.waiting.clear();
        }
    }

    private void serve(String type, Queue queue) {
        while (!queue.asking && !queue.waiting.isEmpty()) {
            if (queue.isKnownEmpty()) {
                var impatient =
                        queue.waiting.stream().filter(poll -> poll.expired).toList();
                queue.waiting.removeAll(impatient);
                impatient.forEach(Poll::finish);
                return;
            }
            ask(type, queue, queue.waiting.remove());
        }
    }

    private void ask(String type, Queue queue, Poll poll) {
        queue.asking = true;
        queue.workArrived = false;
        try {
            commands.ask(GrpcCommands.activateJobs(poll.request), answer -> {
                queue.asking = false;
                answered(queue, poll, answer);
                serve(type, queue);
            });
        } catch (RuntimeException e) {
            queue.asking = false;
            poll.observer.onError(GrpcReplies.fault(e));
        }
    }

    private void answered(Queue queue, Poll poll, Answer answer) {
        if (answer.isRejected()) {
            poll.observer.onError(GrpcReplies.rejection(answer));
            return;
        }
        var batch = answer.readInto(new JobBatchRecord());
        if (batch.getJobKeys().isEmpty()) {
            if (!batch.getTruncated() && !queue.workArrived) {
                queue.empty = true;
                queue.emptySince = System.nanoTime();
            }
            if (!poll.observer.isCancelled()) {
                queue.waiting.addFirst(poll);
            }
        } else if (poll.observer.isCancelled()) {
            giveBack(batch);
        } else {
            poll.observer.onNext(GrpcReplies.activatedJobs(batch));
            poll.finish();
            if (poll.observer.isCancelled()) {
                giveBack(batch);
            }
        }
    }

    private void giveBack(JobBatchRecord batch) {
        var keys = batch.getJobKeys();
        var jobs = batch.getJobs();
        for (int i = 0; i < keys.size(); i++) {
            commands.tell(new Command(keys.get(i), ValueType.JOB, JobIntent.YIELD, (JobRecord) jobs.get(i)));
        }
    }
}
