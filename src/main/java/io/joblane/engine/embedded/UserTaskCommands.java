package io.joblane.engine.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import io.camunda.zeebe.protocol.impl.record.value.usertask.UserTaskRecord;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.UserTaskIntent;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Bodies of the user-task endpoint as commands. What Camunda's gateway refuses throws IllegalArgumentException here. */
final class UserTaskCommands {
    private UserTaskCommands() {}

    static Command complete(long key, JsonNode body) {
        var task = new UserTaskRecord().setAction(text(body, "action"));
        var variables = body.path("variables");
        if (variables.isObject()) {
            task.setVariables(GrpcCommands.document(variables.toString()));
        } else if (!variables.isMissingNode() && !variables.isNull()) {
            throw new IllegalArgumentException("The variables must be a JSON object");
        }
        return command(key, UserTaskIntent.COMPLETE, task);
    }

    static Command assign(long key, JsonNode body) {
        var assignee = text(body, "assignee");
        if (assignee.isBlank()) {
            throw new IllegalArgumentException("No assignee provided");
        }
        boolean override = body.path("allowOverride").asBoolean(true);
        var action = text(body, "action");
        var task = new UserTaskRecord().setAssignee(assignee).setAction(action.isBlank() ? "assign" : action);
        return command(key, override ? UserTaskIntent.ASSIGN : UserTaskIntent.CLAIM, task);
    }

    static Command unassign(long key) {
        return command(
                key, UserTaskIntent.ASSIGN, new UserTaskRecord().setAssignee("").setAction("unassign"));
    }

    static Command update(long key, JsonNode body) {
        var task = new UserTaskRecord();
        var changes = body.path("changeset");
        var changed = new ArrayList<String>();
        if (has(changes, "candidateGroups")) {
            task.setCandidateGroupsList(strings(changes.get("candidateGroups"))).setCandidateGroupsChanged();
            changed.add("candidateGroups");
        }
        if (has(changes, "candidateUsers")) {
            task.setCandidateUsersList(strings(changes.get("candidateUsers"))).setCandidateUsersChanged();
            changed.add("candidateUsers");
        }
        if (has(changes, "dueDate")) {
            task.setDueDate(date(changes, "dueDate", "due date")).setDueDateChanged();
            changed.add("dueDate");
        }
        if (has(changes, "followUpDate")) {
            task.setFollowUpDate(date(changes, "followUpDate", "follow-up date"))
                    .setFollowUpDateChanged();
            changed.add("followUpDate");
        }
        if (has(changes, "priority")) {
            task.setPriority(priority(changes.get("priority"))).setPriorityChanged();
            changed.add("priority");
        }
        var action = text(body, "action");
        if (changed.isEmpty() && action.isBlank()) {
            throw new IllegalArgumentException(
                    "No update data provided. Provide at least an \"action\" or a non-null value for a supported attribute in the \"changeset\"");
        }
        return command(key, UserTaskIntent.UPDATE, task.setAction(action.isBlank() ? "update" : action));
    }

    private static Command command(long key, UserTaskIntent intent, UserTaskRecord task) {
        return new Command(key, ValueType.USER_TASK, intent, task.setUserTaskKey(key));
    }

    private static boolean has(JsonNode changes, String name) {
        return changes.hasNonNull(name);
    }

    private static String text(JsonNode body, String name) {
        return body.path(name).asText("");
    }

    private static List<String> strings(JsonNode array) {
        var strings = new ArrayList<String>();
        Consumer<JsonNode> add = element -> strings.add(element.asText());
        array.forEach(add);
        return strings;
    }

    private static String date(JsonNode changes, String name, String words) {
        var date = changes.get(name).asText();
        if (!date.isEmpty()) {
            try {
                ZonedDateTime.parse(date);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "The provided %s '%s' cannot be parsed as a date according to RFC 3339, section 5.6"
                                .formatted(words, date),
                        e);
            }
        }
        return date;
    }

    private static int priority(JsonNode node) {
        int priority = node.asInt(-1);
        if (priority < 0 || priority > 100) {
            throw new IllegalArgumentException(
                    "The value for priority is '%s' but must be within the [0,100] range".formatted(node.asText()));
        }
        return priority;
    }
}
