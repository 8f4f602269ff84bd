package io.joblane.engine.embedded;

import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CreateProcessInstanceResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CreateProcessInstanceWithResultResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DecisionMetadata;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DecisionRequirementsMetadata;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DeployResourceResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.EvaluateDecisionResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.EvaluatedDecision;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.EvaluatedDecisionInput;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.EvaluatedDecisionOutput;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.FormMetadata;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.MatchedDecisionRule;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ProcessMetadata;
import io.camunda.zeebe.protocol.impl.encoding.MsgPackConverter;
import io.camunda.zeebe.protocol.impl.record.value.decision.DecisionEvaluationRecord;
import io.camunda.zeebe.protocol.impl.record.value.deployment.DeploymentRecord;
import io.camunda.zeebe.protocol.impl.record.value.job.JobBatchRecord;
import io.camunda.zeebe.protocol.impl.record.value.job.JobRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceCreationRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceResultRecord;
import io.camunda.zeebe.protocol.record.value.EvaluatedDecisionValue;
import io.camunda.zeebe.protocol.record.value.MatchedRuleValue;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The engine's answers as the gateway's replies. */
final class GrpcReplies {
    private GrpcReplies() {}

    static StatusRuntimeException rejection(Answer answer) {
        var status = switch (answer.rejection()) {
            case INVALID_ARGUMENT -> Status.INVALID_ARGUMENT;
            case NOT_FOUND -> Status.NOT_FOUND;
            case ALREADY_EXISTS -> Status.ALREADY_EXISTS;
            case INVALID_STATE -> Status.FAILED_PRECONDITION;
            case UNAUTHORIZED, FORBIDDEN -> Status.PERMISSION_DENIED;
            case EXCEEDED_BATCH_RECORD_SIZE -> Status.RESOURCE_EXHAUSTED;
            case PROCESSING_ERROR -> Status.INTERNAL;
            default -> Status.UNKNOWN;
        };
        return status.withDescription(answer.rejectionText()).asRuntimeException();
    }

    static StatusRuntimeException fault(RuntimeException fault) {
        Status status;
        if (fault instanceof CommandRefusedException) {
            status = Status.RESOURCE_EXHAUSTED;
        } else if (fault instanceof UnsupportedOperationException) {
            status = Status.UNIMPLEMENTED;
        } else if (fault instanceof IllegalStateException) {
            status = Status.UNAVAILABLE;
        } else {
            status = Status.INVALID_ARGUMENT;
        }
        return status.withDescription(fault.getMessage()).withCause(fault).asRuntimeException();
    }

    static ActivateJobsResponse activatedJobs(JobBatchRecord batch) {
        var reply = ActivateJobsResponse.newBuilder();
        var keys = batch.getJobKeys();
        var jobs = batch.getJobs();
        for (int i = 0; i < keys.size(); i++) {
            reply.addJobs(ActivatedJobs.of(keys.get(i), (JobRecord) jobs.get(i)));
        }
        return reply.build();
    }

    static CreateProcessInstanceResponse created(Answer answer) {
        var instance = answer.readInto(new ProcessInstanceCreationRecord());
        return CreateProcessInstanceResponse.newBuilder()
                .setProcessInstanceKey(instance.getProcessInstanceKey())
                .setProcessDefinitionKey(instance.getProcessDefinitionKey())
                .setBpmnProcessId(instance.getBpmnProcessId())
                .setVersion(instance.getVersion())
                .setTenantId(instance.getTenantId())
                .addAllTags(instance.getTags())
                .build();
    }

    static CreateProcessInstanceWithResultResponse completed(Answer answer) {
        var result = answer.readInto(new ProcessInstanceResultRecord());
        return CreateProcessInstanceWithResultResponse.newBuilder()
                .setProcessInstanceKey(result.getProcessInstanceKey())
                .setProcessDefinitionKey(result.getProcessDefinitionKey())
                .setBpmnProcessId(result.getBpmnProcessId())
                .setVersion(result.getVersion())
                .setTenantId(result.getTenantId())
                .setVariables(MsgPackConverter.convertToJson(result.getVariablesBuffer()))
                .build();
    }

    static DeployResourceResponse deployed(Answer answer) {
        var deployment = answer.readInto(new DeploymentRecord());
        var reply = DeployResourceResponse.newBuilder().setKey(answer.key()).setTenantId(deployment.getTenantId());
        for (var process : deployment.getProcessesMetadata()) {
            reply.addDeploymentsBuilder()
                    .setProcess(ProcessMetadata.newBuilder()
                            .setBpmnProcessId(process.getBpmnProcessId())
                            .setVersion(process.getVersion())
                            .setProcessDefinitionKey(process.getProcessDefinitionKey())
                            .setResourceName(process.getResourceName())
                            .setTenantId(process.getTenantId()));
        }
        for (var decision : deployment.getDecisionsMetadata()) {
            reply.addDeploymentsBuilder()
                    .setDecision(DecisionMetadata.newBuilder()
                            .setDmnDecisionId(decision.getDecisionId())
                            .setDmnDecisionName(decision.getDecisionName())
                            .setVersion(decision.getVersion())
                            .setDecisionKey(decision.getDecisionKey())
                            .setDmnDecisionRequirementsId(decision.getDecisionRequirementsId())
                            .setDecisionRequirementsKey(decision.getDecisionRequirementsKey())
                            .setTenantId(decision.getTenantId()));
        }
        for (var requirements : deployment.getDecisionRequirementsMetadata()) {
            reply.addDeploymentsBuilder()
                    .setDecisionRequirements(DecisionRequirementsMetadata.newBuilder()
                            .setDmnDecisionRequirementsId(requirements.getDecisionRequirementsId())
                            .setDmnDecisionRequirementsName(requirements.getDecisionRequirementsName())
                            .setVersion(requirements.getDecisionRequirementsVersion())
                            .setDecisionRequirementsKey(requirements.getDecisionRequirementsKey())
                            .setResourceName(requirements.getResourceName())
                            .setTenantId(requirements.getTenantId()));
        }
        for (var form : deployment.getFormMetadata()) {
            reply.addDeploymentsBuilder()
                    .setForm(FormMetadata.newBuilder()
                            .setFormId(form.getFormId())
                            .setVersion(form.getVersion())
                            .setFormKey(form.getFormKey())
                            .setResourceName(form.getResourceName())
                            .setTenantId(form.getTenantId()));
        }
        return reply.build();
    }

    static EvaluateDecisionResponse evaluated(Answer answer) {
        var evaluation = answer.readInto(new DecisionEvaluationRecord());
        var reply = EvaluateDecisionResponse.newBuilder()
                .setDecisionKey(evaluation.getDecisionKey())
                .setDecisionId(evaluation.getDecisionId())
                .setDecisionName(evaluation.getDecisionName())
                .setDecisionVersion(evaluation.getDecisionVersion())
                .setDecisionRequirementsId(evaluation.getDecisionRequirementsId())
                .setDecisionRequirementsKey(evaluation.getDecisionRequirementsKey())
                .setDecisionOutput(evaluation.getDecisionOutput())
                .setFailedDecisionId(evaluation.getFailedDecisionId())
                .setFailureMessage(evaluation.getEvaluationFailureMessage())
                .setTenantId(evaluation.getTenantId())
                .setDecisionInstanceKey(answer.key())
                .setDecisionEvaluationKey(answer.key());
        for (var decision : evaluation.getEvaluatedDecisions()) {
            reply.addEvaluatedDecisions(evaluatedDecision(decision));
        }
        return reply.build();
    }

    private static EvaluatedDecision evaluatedDecision(EvaluatedDecisionValue decision) {
        var reply = EvaluatedDecision.newBuilder()
                .setDecisionKey(decision.getDecisionKey())
                .setDecisionId(decision.getDecisionId())
                .setDecisionName(decision.getDecisionName())
                .setDecisionVersion((int) decision.getDecisionVersion())
                .setDecisionType(decision.getDecisionType())
                .setDecisionOutput(decision.getDecisionOutput())
                .setTenantId(decision.getTenantId())
                .setDecisionEvaluationInstanceKey(decision.getDecisionEvaluationInstanceKey());
        for (var input : decision.getEvaluatedInputs()) {
            reply.addEvaluatedInputs(EvaluatedDecisionInput.newBuilder()
                    .setInputId(input.getInputId())
                    .setInputName(input.getInputName())
                    .setInputValue(input.getInputValue()));
        }
        for (var rule : decision.getMatchedRules()) {
            reply.addMatchedRules(matchedRule(rule));
        }
        return reply.build();
    }

    private static MatchedDecisionRule matchedRule(MatchedRuleValue rule) {
        var reply = MatchedDecisionRule.newBuilder().setRuleId(rule.getRuleId()).setRuleIndex(rule.getRuleIndex());
        for (var output : rule.getEvaluatedOutputs()) {
            reply.addEvaluatedOutputs(EvaluatedDecisionOutput.newBuilder()
                    .setOutputId(output.getOutputId())
                    .setOutputName(output.getOutputName())
                    .setOutputValue(output.getOutputValue()));
        }
        return reply.build();
    }
}
