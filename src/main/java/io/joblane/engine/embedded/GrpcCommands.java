package io.joblane.engine.embedded;

import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.BroadcastSignalRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CancelProcessInstanceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CompleteJobRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CreateProcessInstanceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CreateProcessInstanceWithResultRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DeleteResourceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DeployResourceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.EvaluateDecisionRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.FailJobRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.JobResult;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.MigrateProcessInstanceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ModifyProcessInstanceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.PublishMessageRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ResolveIncidentRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.SetVariablesRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ThrowErrorRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.UpdateJobRetriesRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.UpdateJobTimeoutRequest;
import io.camunda.zeebe.protocol.impl.encoding.MsgPackConverter;
import io.camunda.zeebe.protocol.impl.record.value.decision.DecisionEvaluationRecord;
import io.camunda.zeebe.protocol.impl.record.value.deployment.DeploymentRecord;
import io.camunda.zeebe.protocol.impl.record.value.incident.IncidentRecord;
import io.camunda.zeebe.protocol.impl.record.value.job.JobBatchRecord;
import io.camunda.zeebe.protocol.impl.record.value.job.JobRecord;
import io.camunda.zeebe.protocol.impl.record.value.job.JobResultCorrections;
import io.camunda.zeebe.protocol.impl.record.value.message.MessageRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceCreationRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceCreationStartInstruction;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceMigrationMappingInstruction;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceMigrationRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceModificationActivateInstruction;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceModificationRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceModificationTerminateInstruction;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceModificationVariableInstruction;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceRecord;
import io.camunda.zeebe.protocol.impl.record.value.resource.ResourceDeletionRecord;
import io.camunda.zeebe.protocol.impl.record.value.signal.SignalRecord;
import io.camunda.zeebe.protocol.impl.record.value.usertask.UserTaskRecord;
import io.camunda.zeebe.protocol.impl.record.value.variable.VariableDocumentRecord;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.DecisionEvaluationIntent;
import io.camunda.zeebe.protocol.record.intent.DeploymentIntent;
import io.camunda.zeebe.protocol.record.intent.IncidentIntent;
import io.camunda.zeebe.protocol.record.intent.JobBatchIntent;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.MessageIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceCreationIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceMigrationIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceModificationIntent;
import io.camunda.zeebe.protocol.record.intent.ResourceDeletionIntent;
import io.camunda.zeebe.protocol.record.intent.SignalIntent;
import io.camunda.zeebe.protocol.record.intent.VariableDocumentIntent;
import io.camunda.zeebe.protocol.record.value.JobResultType;
import io.camunda.zeebe.protocol.record.value.VariableDocumentUpdateSemantic;
import io.camunda.zeebe.util.buffer.BufferUtil;
import java.util.ArrayList;
import java.util.HashSet;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Gateway requests as commands of the engine. A request that makes no sense throws IllegalArgumentException. */
final class GrpcCommands {
    private static final DirectBuffer NO_VARIABLES = new UnsafeBuffer(MsgPackConverter.convertToMsgPack("{}"));

    private GrpcCommands() {}

    /** A JSON object as the engine stores it. */
    static DirectBuffer document(String json) {
        if (json.isBlank()) {
            return NO_VARIABLES;
        }
        try {
            return BufferUtil.wrapArray(MsgPackConverter.convertToMsgPack(json));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("The variables are not valid JSON: " + e.getMessage(), e);
        }
    }

    static Command activateJobs(ActivateJobsRequest request) {
        var batch = new JobBatchRecord()
                .setType(request.getType())
                .setWorker(request.getWorker())
                .setTimeout(request.getTimeout())
                .setMaxJobsToActivate(request.getMaxJobsToActivate());
        for (var name : request.getFetchVariableList()) {
            batch.variables().add().wrap(BufferUtil.wrapString(name));
        }
        return Command.of(ValueType.JOB_BATCH, JobBatchIntent.ACTIVATE, batch);
    }

    static Command completeJob(CompleteJobRequest request) {
        var job = new JobRecord().setVariables(document(request.getVariables()));
        if (request.hasResult()) {
            job.setResult(jobResult(request.getResult()));
        }
        return new Command(request.getJobKey(), ValueType.JOB, JobIntent.COMPLETE, job);
    }

    private static io.camunda.zeebe.protocol.impl.record.value.job.JobResult jobResult(JobResult given) {
        if (given.getActivateElementsCount() > 0) {
            throw new UnsupportedOperationException("The embedded engine's gateway knows no ad-hoc sub-processes");
        }
        var corrections = new JobResultCorrections();
        var corrected = new ArrayList<String>();
        var from = given.getCorrections();
        if (from.hasAssignee()) {
            corrections.setAssignee(from.getAssignee());
            corrected.add(UserTaskRecord.ASSIGNEE);
        }
        if (from.hasDueDate()) {
            corrections.setDueDate(from.getDueDate());
            corrected.add(UserTaskRecord.DUE_DATE);
        }
        if (from.hasFollowUpDate()) {
            corrections.setFollowUpDate(from.getFollowUpDate());
            corrected.add(UserTaskRecord.FOLLOW_UP_DATE);
        }
        if (from.hasCandidateUsers()) {
            corrections.setCandidateUsersList(from.getCandidateUsers().getValuesList());
            corrected.add(UserTaskRecord.CANDIDATE_USERS);
        }
        if (from.hasCandidateGroups()) {
            corrections.setCandidateGroupsList(from.getCandidateGroups().getValuesList());
            corrected.add(UserTaskRecord.CANDIDATE_GROUPS);
        }
        if (from.hasPriority()) {
            corrections.setPriority(from.getPriority());
            corrected.add(UserTaskRecord.PRIORITY);
        }
        return new io.camunda.zeebe.protocol.impl.record.value.job.JobResult()
                .setType(JobResultType.USER_TASK)
                .setDenied(given.getDenied())
                .setDeniedReason(given.getDeniedReason())
                .setCorrections(corrections)
                .setCorrectedAttributes(corrected);
    }

    static Command failJob(FailJobRequest request) {
        var job = new JobRecord()
                .setRetries(request.getRetries())
                .setErrorMessage(request.getErrorMessage())
                .setRetryBackoff(request.getRetryBackOff())
                .setVariables(document(request.getVariables()));
        return new Command(request.getJobKey(), ValueType.JOB, JobIntent.FAIL, job);
    }

    static Command throwError(ThrowErrorRequest request) {
        var job = new JobRecord()
                .setErrorCode(BufferUtil.wrapString(request.getErrorCode()))
                .setErrorMessage(request.getErrorMessage())
                .setVariables(document(request.getVariables()));
        return new Command(request.getJobKey(), ValueType.JOB, JobIntent.THROW_ERROR, job);
    }

    static Command updateJobRetries(UpdateJobRetriesRequest request) {
        var job = new JobRecord().setRetries(request.getRetries());
        return new Command(request.getJobKey(), ValueType.JOB, JobIntent.UPDATE_RETRIES, job);
    }

    static Command updateJobTimeout(UpdateJobTimeoutRequest request) {
        var job = new JobRecord().setTimeout(request.getTimeout());
        return new Command(request.getJobKey(), ValueType.JOB, JobIntent.UPDATE_TIMEOUT, job);
    }

    static Command createProcessInstance(CreateProcessInstanceRequest request) {
        return Command.of(ValueType.PROCESS_INSTANCE_CREATION, ProcessInstanceCreationIntent.CREATE, creation(request));
    }

    static Command createProcessInstance(CreateProcessInstanceWithResultRequest request) {
        var creation = creation(request.getRequest()).setFetchVariables(request.getFetchVariablesList());
        return Command.of(
                ValueType.PROCESS_INSTANCE_CREATION,
                ProcessInstanceCreationIntent.CREATE_WITH_AWAITING_RESULT,
                creation);
    }

    private static ProcessInstanceCreationRecord creation(CreateProcessInstanceRequest request) {
        if (request.getRuntimeInstructionsCount() > 0) {
            throw new UnsupportedOperationException("The embedded engine's gateway knows no runtime instructions");
        }
        var creation = new ProcessInstanceCreationRecord()
                .setBpmnProcessId(request.getBpmnProcessId())
                .setProcessDefinitionKey(request.getProcessDefinitionKey())
                .setVersion(request.getVersion())
                .setTags(new HashSet<>(request.getTagsList()))
                .setVariables(document(request.getVariables()));
        for (var start : request.getStartInstructionsList()) {
            creation.addStartInstruction(
                    new ProcessInstanceCreationStartInstruction().setElementId(start.getElementId()));
        }
        return creation;
    }

    static Command cancelProcessInstance(CancelProcessInstanceRequest request) {
        var instance = new ProcessInstanceRecord().setProcessInstanceKey(request.getProcessInstanceKey());
        return new Command(
                request.getProcessInstanceKey(), ValueType.PROCESS_INSTANCE, ProcessInstanceIntent.CANCEL, instance);
    }

    static Command modifyProcessInstance(ModifyProcessInstanceRequest request) {
        var modification =
                new ProcessInstanceModificationRecord().setProcessInstanceKey(request.getProcessInstanceKey());
        for (var activate : request.getActivateInstructionsList()) {
            var instruction = new ProcessInstanceModificationActivateInstruction()
                    .setElementId(activate.getElementId())
                    .setAncestorScopeKey(activate.getAncestorElementInstanceKey());
            for (var variables : activate.getVariableInstructionsList()) {
                instruction.addVariableInstruction(new ProcessInstanceModificationVariableInstruction()
                        .setElementId(variables.getScopeId())
                        .setVariables(document(variables.getVariables())));
            }
            modification.addActivateInstruction(instruction);
        }
        for (var terminate : request.getTerminateInstructionsList()) {
            modification.addTerminateInstruction(new ProcessInstanceModificationTerminateInstruction()
                    .setElementInstanceKey(terminate.getElementInstanceKey()));
        }
        return new Command(
                request.getProcessInstanceKey(),
                ValueType.PROCESS_INSTANCE_MODIFICATION,
                ProcessInstanceModificationIntent.MODIFY,
                modification);
    }

    static Command migrateProcessInstance(MigrateProcessInstanceRequest request) {
        var migration = new ProcessInstanceMigrationRecord()
                .setProcessInstanceKey(request.getProcessInstanceKey())
                .setTargetProcessDefinitionKey(request.getMigrationPlan().getTargetProcessDefinitionKey());
        for (var mapping : request.getMigrationPlan().getMappingInstructionsList()) {
            migration.addMappingInstruction(new ProcessInstanceMigrationMappingInstruction()
                    .setSourceElementId(mapping.getSourceElementId())
                    .setTargetElementId(mapping.getTargetElementId()));
        }
        return new Command(
                request.getProcessInstanceKey(),
                ValueType.PROCESS_INSTANCE_MIGRATION,
                ProcessInstanceMigrationIntent.MIGRATE,
                migration);
    }

    static Command publishMessage(PublishMessageRequest request) {
        var message = new MessageRecord()
                .setName(request.getName())
                .setCorrelationKey(request.getCorrelationKey())
                .setMessageId(request.getMessageId())
                .setTimeToLive(request.getTimeToLive())
                .setVariables(document(request.getVariables()));
        return Command.of(ValueType.MESSAGE, MessageIntent.PUBLISH, message);
    }

    static Command broadcastSignal(BroadcastSignalRequest request) {
        var signal = new SignalRecord()
                .setSignalName(request.getSignalName())
                .setVariables(document(request.getVariables()));
        return Command.of(ValueType.SIGNAL, SignalIntent.BROADCAST, signal);
    }

    static Command setVariables(SetVariablesRequest request) {
        var variables = new VariableDocumentRecord()
                .setScopeKey(request.getElementInstanceKey())
                .setVariables(document(request.getVariables()))
                .setUpdateSemantics(
                        request.getLocal()
                                ? VariableDocumentUpdateSemantic.LOCAL
                                : VariableDocumentUpdateSemantic.PROPAGATE);
        return Command.of(ValueType.VARIABLE_DOCUMENT, VariableDocumentIntent.UPDATE, variables);
    }

    static Command resolveIncident(ResolveIncidentRequest request) {
        return new Command(request.getIncidentKey(), ValueType.INCIDENT, IncidentIntent.RESOLVE, new IncidentRecord());
    }

    static Command evaluateDecision(EvaluateDecisionRequest request) {
        var evaluation = new DecisionEvaluationRecord().setVariables(document(request.getVariables()));
        if (request.getDecisionKey() > 0) {
            evaluation.setDecisionKey(request.getDecisionKey());
        } else {
            evaluation.setDecisionId(request.getDecisionId());
        }
        return Command.of(ValueType.DECISION_EVALUATION, DecisionEvaluationIntent.EVALUATE, evaluation);
    }

    static Command deployResource(DeployResourceRequest request) {
        var deployment = new DeploymentRecord();
        for (var resource : request.getResourcesList()) {
            deployment
                    .resources()
                    .add()
                    .setResourceName(resource.getName())
                    .setResource(resource.getContent().toByteArray());
        }
        return Command.of(ValueType.DEPLOYMENT, DeploymentIntent.CREATE, deployment);
    }

    static Command deleteResource(DeleteResourceRequest request) {
        var deletion = new ResourceDeletionRecord().setResourceKey(request.getResourceKey());
        return Command.of(ValueType.RESOURCE_DELETION, ResourceDeletionIntent.DELETE, deletion);
    }
}
