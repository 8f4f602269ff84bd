package io.joblane.engine.embedded;

import io.camunda.zeebe.gateway.protocol.GatewayGrpc;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivatedJob;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.BroadcastSignalRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.BroadcastSignalResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.BrokerInfo;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CancelProcessInstanceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CancelProcessInstanceResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CompleteJobRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CompleteJobResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CreateProcessInstanceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CreateProcessInstanceResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CreateProcessInstanceWithResultRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CreateProcessInstanceWithResultResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DeleteResourceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DeleteResourceResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DeployResourceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DeployResourceResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.EvaluateDecisionRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.EvaluateDecisionResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.FailJobRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.FailJobResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.MigrateProcessInstanceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.MigrateProcessInstanceResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ModifyProcessInstanceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ModifyProcessInstanceResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.Partition;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.PublishMessageRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.PublishMessageResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ResolveIncidentRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ResolveIncidentResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.SetVariablesRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.SetVariablesResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.StreamActivatedJobsRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ThrowErrorRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ThrowErrorResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.TopologyRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.TopologyResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.UpdateJobRetriesRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.UpdateJobRetriesResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.UpdateJobTimeoutRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.UpdateJobTimeoutResponse;
import io.camunda.zeebe.protocol.record.value.TenantOwned;
import io.camunda.zeebe.util.VersionUtil;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;
import java.util.function.Supplier;

/** The gateway the Java client talks to. A call is answered when the engine has answered the command made of it. */
final class GrpcGateway extends GatewayGrpc.GatewayImplBase {
    private static final String TENANT = TenantOwned.DEFAULT_TENANT_IDENTIFIER;

    private final Commands commands;
    private final JobPolls polls;
    private final JobStreams streams;

    GrpcGateway(Commands commands, JobPolls polls, JobStreams streams) {
        this.commands = commands;
        this.polls = polls;
        this.streams = streams;
    }

    private <R> void ask(Supplier<Command> command, Function<Answer, R> reply, StreamObserver<R> observer) {
        long requestId;
        try {
            requestId = commands.ask(command.get(), answer -> answer(answer, reply, observer));
        } catch (IllegalArgumentException
                | IllegalStateException
                | UnsupportedOperationException
                | CommandRefusedException e) {
            observer.onError(GrpcReplies.fault(e));
            return;
        }
        ((ServerCallStreamObserver<R>) observer).setOnCancelHandler(() -> commands.drop(requestId));
    }

    private static <R> void answer(Answer answer, Function<Answer, R> reply, StreamObserver<R> observer) {
        if (answer.isRejected()) {
            observer.onError(GrpcReplies.rejection(answer));
            return;
        }
        R message;
        try {
            message = reply.apply(answer);
        } catch (RuntimeException e) {
            observer.onError(Status.INTERNAL
                    .withDescription("The engine's answer cannot be read")
                    .withCause(e)
                    .asRuntimeException());
            throw e;
        }
        observer.onNext(message);
        observer.onCompleted();
    }

    @Override
    public void activateJobs(ActivateJobsRequest request, StreamObserver<ActivateJobsResponse> observer) {
        polls.accept(request, (ServerCallStreamObserver<ActivateJobsResponse>) observer);
    }

    @Override
    public void streamActivatedJobs(StreamActivatedJobsRequest request, StreamObserver<ActivatedJob> observer) {
        StreamWorker.open(request, (ServerCallStreamObserver<ActivatedJob>) observer, streams);
    }

    @Override
    public void topology(TopologyRequest request, StreamObserver<TopologyResponse> observer) {
        var version = VersionUtil.getVersion();
        observer.onNext(TopologyResponse.newBuilder()
                .addBrokers(BrokerInfo.newBuilder()
                        .setHost("127.0.0.1")
                        .setVersion(version)
                        .addPartitions(Partition.newBuilder()
                                .setPartitionId(EngineRuntime.PARTITION)
                                .setRole(Partition.PartitionBrokerRole.LEADER)
                                .setHealth(Partition.PartitionBrokerHealth.HEALTHY)))
                .setClusterSize(1)
                .setPartitionsCount(1)
                .setReplicationFactor(1)
                .setGatewayVersion(version)
                .build());
        observer.onCompleted();
    }

    @Override
    public void cancelProcessInstance(
            CancelProcessInstanceRequest request, StreamObserver<CancelProcessInstanceResponse> observer) {
        ask(
                () -> GrpcCommands.cancelProcessInstance(request),
                answer -> CancelProcessInstanceResponse.getDefaultInstance(),
                observer);
    }

    @Override
    public void completeJob(CompleteJobRequest request, StreamObserver<CompleteJobResponse> observer) {
        ask(() -> GrpcCommands.completeJob(request), answer -> CompleteJobResponse.getDefaultInstance(), observer);
    }

    @Override
    public void createProcessInstance(
            CreateProcessInstanceRequest request, StreamObserver<CreateProcessInstanceResponse> observer) {
        ask(() -> GrpcCommands.createProcessInstance(request), GrpcReplies::created, observer);
    }

    @Override
    public void createProcessInstanceWithResult(
            CreateProcessInstanceWithResultRequest request,
            StreamObserver<CreateProcessInstanceWithResultResponse> observer) {
        ask(() -> GrpcCommands.createProcessInstance(request), GrpcReplies::completed, observer);
    }

    @Override
    public void evaluateDecision(EvaluateDecisionRequest request, StreamObserver<EvaluateDecisionResponse> observer) {
        ask(() -> GrpcCommands.evaluateDecision(request), GrpcReplies::evaluated, observer);
    }

    @Override
    public void deployResource(DeployResourceRequest request, StreamObserver<DeployResourceResponse> observer) {
        ask(() -> GrpcCommands.deployResource(request), GrpcReplies::deployed, observer);
    }

    @Override
    public void deleteResource(DeleteResourceRequest request, StreamObserver<DeleteResourceResponse> observer) {
        ask(
                () -> GrpcCommands.deleteResource(request),
                answer -> DeleteResourceResponse.getDefaultInstance(),
                observer);
    }

    @Override
    public void failJob(FailJobRequest request, StreamObserver<FailJobResponse> observer) {
        ask(() -> GrpcCommands.failJob(request), answer -> FailJobResponse.getDefaultInstance(), observer);
    }

    @Override
    public void throwError(ThrowErrorRequest request, StreamObserver<ThrowErrorResponse> observer) {
        ask(() -> GrpcCommands.throwError(request), answer -> ThrowErrorResponse.getDefaultInstance(), observer);
    }

    @Override
    public void publishMessage(PublishMessageRequest request, StreamObserver<PublishMessageResponse> observer) {
        ask(
                () -> GrpcCommands.publishMessage(request),
                answer -> PublishMessageResponse.newBuilder()
                        .setKey(answer.key())
                        .setTenantId(TENANT)
                        .build(),
                observer);
    }

    @Override
    public void resolveIncident(ResolveIncidentRequest request, StreamObserver<ResolveIncidentResponse> observer) {
        ask(
                () -> GrpcCommands.resolveIncident(request),
                answer -> ResolveIncidentResponse.getDefaultInstance(),
                observer);
    }

    @Override
    public void setVariables(SetVariablesRequest request, StreamObserver<SetVariablesResponse> observer) {
        ask(
                () -> GrpcCommands.setVariables(request),
                answer -> SetVariablesResponse.newBuilder().setKey(answer.key()).build(),
                observer);
    }

    @Override
    public void updateJobRetries(UpdateJobRetriesRequest request, StreamObserver<UpdateJobRetriesResponse> observer) {
        ask(
                () -> GrpcCommands.updateJobRetries(request),
                answer -> UpdateJobRetriesResponse.getDefaultInstance(),
                observer);
    }

    @Override
    public void updateJobTimeout(UpdateJobTimeoutRequest request, StreamObserver<UpdateJobTimeoutResponse> observer) {
        ask(
                () -> GrpcCommands.updateJobTimeout(request),
                answer -> UpdateJobTimeoutResponse.getDefaultInstance(),
                observer);
    }

    @Override
    public void modifyProcessInstance(
            ModifyProcessInstanceRequest request, StreamObserver<ModifyProcessInstanceResponse> observer) {
        ask(
                () -> GrpcCommands.modifyProcessInstance(request),
                answer -> ModifyProcessInstanceResponse.getDefaultInstance(),
                observer);
    }

    @Override
    public void migrateProcessInstance(
            MigrateProcessInstanceRequest request, StreamObserver<MigrateProcessInstanceResponse> observer) {
        ask(
                () -> GrpcCommands.migrateProcessInstance(request),
                answer -> MigrateProcessInstanceResponse.getDefaultInstance(),
                observer);
    }

    @Override
    public void broadcastSignal(BroadcastSignalRequest request, StreamObserver<BroadcastSignalResponse> observer) {
        ask(
                () -> GrpcCommands.broadcastSignal(request),
                answer -> BroadcastSignalResponse.newBuilder()
                        .setKey(answer.key())
                        .setTenantId(TENANT)
                        .build(),
                observer);
    }
}
