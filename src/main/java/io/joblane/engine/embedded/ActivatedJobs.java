package io.joblane.engine.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivatedJob;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.UserTaskProperties;
import io.camunda.zeebe.protocol.Protocol;
import io.camunda.zeebe.protocol.impl.encoding.MsgPackConverter;
import io.camunda.zeebe.protocol.impl.record.value.job.JobRecord;
import io.camunda.zeebe.protocol.record.value.JobKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine's jobs as workers get them. */
final class ActivatedJobs {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ActivatedJobs() {}

    static ActivatedJob of(long key, JobRecord job) {
        var reply = ActivatedJob.newBuilder()
                .setKey(key)
                .setType(job.getType())
                .setRetries(job.getRetries())
                .setWorker(job.getWorker())
                .setDeadline(job.getDeadline())
                .setProcessDefinitionKey(job.getProcessDefinitionKey())
                .setBpmnProcessId(job.getBpmnProcessId())
                .setProcessDefinitionVersion(job.getProcessDefinitionVersion())
                .setProcessInstanceKey(job.getProcessInstanceKey())
                .setElementId(job.getElementId())
                .setElementInstanceKey(job.getElementInstanceKey())
                .setCustomHeaders(MsgPackConverter.convertToJson(job.getCustomHeadersBuffer()))
                .setVariables(MsgPackConverter.convertToJson(job.getVariablesBuffer()))
                .setTenantId(job.getTenantId())
                .setKind(ActivatedJob.JobKind.valueOf(job.getJobKind().name()))
                .setListenerEventType(ActivatedJob.ListenerEventType.valueOf(
                        job.getJobListenerEventType().name()))
                .addAllTags(job.getTags());
        if (job.getJobKind() == JobKind.TASK_LISTENER) {
            reply.setUserTask(userTask(job.getCustomHeaders()));
        }
        return reply.build();
    }

    /** The engine hands the user task to its listeners in reserved headers; what is blank there stays unset. */
    private static UserTaskProperties userTask(Map<String, String> headers) {
        var task = UserTaskProperties.newBuilder();
        header(headers, Protocol.USER_TASK_KEY_HEADER_NAME).map(Long::parseLong).ifPresent(task::setUserTaskKey);
        header(headers, Protocol.USER_TASK_FORM_KEY_HEADER_NAME)
                .map(Long::parseLong)
                .ifPresent(task::setFormKey);
        header(headers, Protocol.USER_TASK_PRIORITY_HEADER_NAME)
                .map(Integer::parseInt)
                .ifPresent(task::setPriority);
        header(headers, Protocol.USER_TASK_ACTION_HEADER_NAME).ifPresent(task::setAction);
        header(headers, Protocol.USER_TASK_ASSIGNEE_HEADER_NAME).ifPresent(task::setAssignee);
        header(headers, Protocol.USER_TASK_DUE_DATE_HEADER_NAME).ifPresent(task::setDueDate);
        header(headers, Protocol.USER_TASK_FOLLOW_UP_DATE_HEADER_NAME).ifPresent(task::setFollowUpDate);
        task.addAllCandidateGroups(list(headers, Protocol.USER_TASK_CANDIDATE_GROUPS_HEADER_NAME));
        task.addAllCandidateUsers(list(headers, Protocol.USER_TASK_CANDIDATE_USERS_HEADER_NAME));
        task.addAllChangedAttributes(list(headers, Protocol.USER_TASK_CHANGED_ATTRIBUTES_HEADER_NAME));
        return task.build();
    }

    private static Optional<String> header(Map<String, String> headers, String name) {
        return Optional.ofNullable(headers.get(name)).filter(value -> !value.isBlank());
    }

    private static List<String> list(Map<String, String> headers, String name) {
        return header(headers, name).map(ActivatedJobs::strings).orElse(List.of());
    }

    private static List<String> strings(String json) {
        try {
            return List.of(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The engine wrote a list that is none: " + json, e);
        }
    }
}
