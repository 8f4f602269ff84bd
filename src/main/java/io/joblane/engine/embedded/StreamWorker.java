package io.joblane.engine.embedded;

import io.camunda.zeebe.gateway.protocol.GatewayOuterClass;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.StreamActivatedJobsRequest;
import io.camunda.zeebe.msgpack.value.StringValue;
import io.camunda.zeebe.protocol.impl.stream.job.ActivatedJob;
import io.camunda.zeebe.protocol.impl.stream.job.JobActivationProperties;
import io.camunda.zeebe.protocol.impl.stream.job.JobActivationPropertiesImpl;
import io.camunda.zeebe.protocol.record.value.TenantOwned;
import io.camunda.zeebe.util.buffer.BufferUtil;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;

/** A worker at the other end of a gRPC stream. */
final class StreamWorker implements JobStreams.Worker {
    private final ServerCallStreamObserver<GatewayOuterClass.ActivatedJob> observer;
    private final JobActivationProperties properties;

    private StreamWorker(
            ServerCallStreamObserver<GatewayOuterClass.ActivatedJob> observer, JobActivationProperties properties) {
        this.observer = observer;
        this.properties = properties;
    }

    static void open(
            StreamActivatedJobsRequest request,
            ServerCallStreamObserver<GatewayOuterClass.ActivatedJob> observer,
            JobStreams streams) {
        if (request.getType().isBlank() || request.getTimeout() <= 0) {
            observer.onError(Status.INVALID_ARGUMENT
                    .withDescription("A job stream needs a type and a timeout greater than zero")
                    .asRuntimeException());
            return;
        }
        var worker = new StreamWorker(observer, properties(request));
        observer.setOnCancelHandler(() -> streams.remove(request.getType(), worker));
        observer.setOnCloseHandler(() -> streams.remove(request.getType(), worker));
        streams.add(request.getType(), worker);
    }

    private static JobActivationProperties properties(StreamActivatedJobsRequest request) {
        var name = BufferUtil.wrapString(request.getWorker());
        return new JobActivationPropertiesImpl()
                .setWorker(name, 0, name.capacity())
                .setTimeout(request.getTimeout())
                .setFetchVariables(request.getFetchVariableList().stream()
                        .map(StringValue::new)
                        .toList())
                .setTenantIds(List.of(TenantOwned.DEFAULT_TENANT_IDENTIFIER));
    }

    @Override
    public JobActivationProperties properties() {
        return properties;
    }

    @Override
    public boolean take(ActivatedJob job) {
        if (observer.isCancelled() || !observer.isReady()) {
            return false;
        }
        observer.onNext(ActivatedJobs.of(job.jobKey(), job.jobRecord()));
        // a client that went away in between drops the message silently
        return !observer.isCancelled();
    }

    @Override
    public void close() {
        if (!observer.isCancelled()) {
            observer.onError(
                    Status.UNAVAILABLE.withDescription("The engine is stopping").asRuntimeException());
        }
    }
}
