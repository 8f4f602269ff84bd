package io.joblane.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** What the style guide asks of every process, so that a slip in the modeler is noticed before the engine runs it. */
class ProcessLintTest {

    private static final Set<String> FLOW_NODES = Set.of(
            "startEvent",
            "endEvent",
            "intermediateCatchEvent",
            "intermediateThrowEvent",
            "boundaryEvent",
            "task",
            "serviceTask",
            "userTask",
            "businessRuleTask",
            "sendTask",
            "receiveTask",
            "scriptTask",
            "callActivity",
            "subProcess",
            "exclusiveGateway",
            "parallelGateway",
            "eventBasedGateway",
            "inclusiveGateway");

    /** Whatever a process may hand on: ids and routing facts, nothing about a person and no money. */
    private static final Set<String> VARIABLES = Set.of(
            "company",
            "bookingId",
            "assignmentId",
            "agentId",
            "limits",
            "pickupAt",
            "round",
            "bookingStatus",
            "dispatchOutcome",
            "refundShare",
            // of jobs: ids of offers and their agents
            "offers",
            "subjectId");

    /** A request is decided by the group that its decision names. */
    private static final Set<String> GROUPS = Set.of("dispatcher", "manager", "admin", "=[limits.group]");

    /** What a message may be correlated by: the aggregate that the process is about. */
    private static final Set<String> CORRELATION_KEYS = Set.of("=bookingId", "=subjectId", "=jobId", "=assignmentId");

    private static final Set<String> ENGINE_EVENTS = Set.of("creating", "assigning", "canceling");

    static List<ModelFile> processes() {
        return ModelFile.processes();
    }

    @Test
    void thereAreProcesses() {
        assertThat(processes()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("processes")
    void isNamedAsItsFileAndCarriesAVersion(ModelFile file) {
        assertThat(file.elements("process")).hasSize(1);
        Element process = file.elements("process").get(0);
        assertThat(process.getAttribute("id")).isEqualTo(file.baseName());
        assertThat(process.getAttribute("isExecutable")).isEqualTo("true");
        assertThat(process.getAttribute("name")).isNotBlank();
        assertThat(ModelFile.extension(process, "versionTag").map(tag -> tag.getAttribute("value")))
                .hasValueSatisfying(tag -> assertThat(tag).matches("\\d+\\.\\d+\\.\\d+"));
        assertThat(ModelFile.children(process, "documentation")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("processes")
    void everyElementHasAnIdOfOurFormAndALabel(ModelFile file) {
        for (Element node : flowNodes(file)) {
            String prefix = prefix(node);
            assertThat(node.getAttribute("id")).matches(prefix + "_[A-Z][A-Za-z]*");
            assertThat(node.getAttribute("name")).as(node.getAttribute("id")).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void everyWayOutOfADecisionIsLabelledAndHasAConditionOrIsTheDefault(ModelFile file) {
        Map<String, Element> flows = byId(file.elements("sequenceFlow"));
        for (Element gateway : file.elements("exclusiveGateway")) {
            List<Element> out = ModelFile.children(gateway, "outgoing").stream()
                    .map(each -> flows.get(each.getTextContent().strip()))
                    .toList();
            assertThat(out).as("%s joins only", gateway.getAttribute("id")).hasSizeGreaterThan(1);
            assertThat(gateway.getAttribute("default"))
                    .as(gateway.getAttribute("id"))
                    .isNotBlank();
            for (Element flow : out) {
                boolean isDefault = flow.getAttribute("id").equals(gateway.getAttribute("default"));
                assertThat(ModelFile.children(flow, "conditionExpression"))
                        .as(flow.getAttribute("id"))
                        .hasSize(isDefault ? 0 : 1);
                assertThat(flow.getAttribute("name"))
                        .as(flow.getAttribute("id"))
                        .isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void everyWayLeadsOn(ModelFile file) {
        for (Element node : flowNodes(file)) {
            boolean ends = node.getLocalName().equals("endEvent") || isEventSubProcess(node);
            boolean starts = node.getLocalName().equals("startEvent")
                    || node.getLocalName().equals("boundaryEvent")
                    || isEventSubProcess(node);
            assertThat(ModelFile.children(node, "outgoing").isEmpty())
                    .as("%s leads on", node.getAttribute("id"))
                    .isEqualTo(ends);
            assertThat(ModelFile.children(node, "incoming").isEmpty())
                    .as("%s is reached", node.getAttribute("id"))
                    .isEqualTo(starts);
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void userTasksAreTheEnginesOwnAndCallOurListeners(ModelFile file) {
        for (Element task : ofKind(file, "userTask")) {
            String id = task.getAttribute("id");
            assertThat(ModelFile.extension(task, "userTask")).as(id).isPresent();
            Optional<Element> assignment = ModelFile.extension(task, "assignmentDefinition");
            assertThat(assignment).as(id).isPresent();
            assertThat(assignment.orElseThrow().getAttribute("assignee").equals("=agentId")
                            || GROUPS.contains(assignment.orElseThrow().getAttribute("candidateGroups")))
                    .as("%s is somebody's", id)
                    .isTrue();
            Map<String, String> listeners = ModelFile.extensions(task, "taskListener").stream()
                    .peek(listener ->
                            assertThat(listener.getAttribute("retries")).isEqualTo("3"))
                    .collect(Collectors.toMap(
                            listener -> listener.getAttribute("eventType"), listener -> listener.getAttribute("type")));
            assertThat(listeners.keySet())
                    .as(id)
                    .containsExactlyInAnyOrder("creating", "assigning", "canceling", "completing");
            ENGINE_EVENTS.forEach(event -> assertThat(listeners).containsEntry(event, "userTask." + event));
            String step = id.substring("Task_".length());
            assertThat(listeners.get("completing"))
                    .matches("[a-z]+\\." + step.substring(0, 1).toLowerCase() + step.substring(1) + "\\.completing");
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void jobsAreNamedByCapabilityAndTriedAgain(ModelFile file) {
        for (Element job : file.elements("taskDefinition")) {
            assertThat(job.getAttribute("type")).matches("[a-z]+\\.[a-z][A-Za-z]*");
            assertThat(job.getAttribute("retries")).as(job.getAttribute("type")).isEqualTo("5");
        }
        for (Element task : file.elements("serviceTask")) {
            assertThat(ModelFile.extension(task, "taskDefinition"))
                    .as(task.getAttribute("id"))
                    .isPresent();
        }
        for (Element notice : file.elements("serviceTask")) {
            String type =
                    ModelFile.extension(notice, "taskDefinition").orElseThrow().getAttribute("type");
            List<Element> headers = ModelFile.extensions(notice, "header");
            if (type.startsWith("notification.")) {
                assertThat(headers).as(notice.getAttribute("id")).hasSize(1);
                assertThat(headers.get(0).getAttribute("key")).isEqualTo("event");
                assertThat(headers.get(0).getAttribute("value")).matches("[a-z]+(_[a-z]+)*");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void decisionsAreOursAndTheLatest(ModelFile file) {
        Set<String> known =
                ModelFile.decisions().stream().map(ModelFile::baseName).collect(Collectors.toSet());
        for (Element task : file.elements("businessRuleTask")) {
            boolean worker = ModelFile.extension(task, "taskDefinition").isPresent();
            Optional<Element> called = ModelFile.extension(task, "calledDecision");
            assertThat(worker).as(task.getAttribute("id")).isNotEqualTo(called.isPresent());
            called.ifPresent(decision -> {
                assertThat(known).contains(decision.getAttribute("decisionId"));
                assertThat(decision.getAttribute("bindingType")).isEqualTo("latest");
                assertThat(decision.getAttribute("resultVariable")).isNotBlank();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void calledProcessesAreOursAndOfTheSameDeployment(ModelFile file) {
        Set<String> known = processes().stream().map(ModelFile::baseName).collect(Collectors.toSet());
        for (Element call : file.elements("calledElement")) {
            assertThat(known).contains(call.getAttribute("processId"));
            assertThat(call.getAttribute("bindingType")).isEqualTo("deployment");
            assertThat(call.getAttribute("propagateAllChildVariables")).isEqualTo("false");
            assertThat(call.getAttribute("propagateAllParentVariables")).isEqualTo("false");
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void timesComeFromTheDecisionOfLimits(ModelFile file) {
        // A process that a timer starts has read no decision: it only looks for what is due, by decisions.
        List<String> expressions = Stream.concat(
                        file.elements("timerEventDefinition").stream()
                                .filter(timer -> !isStartOfProcess((Element) timer.getParentNode()))
                                .map(Element::getTextContent),
                        file.elements("taskSchedule").stream().map(schedule -> schedule.getAttribute("dueDate")))
                .map(String::strip)
                .toList();
        for (String expression : expressions) {
            assertThat(expression).startsWith("=").contains("limits.").doesNotContain("\"");
        }
        for (Element condition : file.elements("conditionExpression")) {
            assertThat(condition.getTextContent()).doesNotContain("duration(\"");
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void messagesAreCorrelatedByTheAggregate(ModelFile file) {
        Set<String> starting = new HashSet<>();
        for (Element start : file.elements("startEvent")) {
            ModelFile.children(start, "messageEventDefinition").stream()
                    .filter(definition -> isStartOfProcess(start))
                    .forEach(definition -> starting.add(definition.getAttribute("messageRef")));
        }
        for (Element message : file.elements("message")) {
            assertThat(message.getAttribute("name")).matches("[a-z]+\\.[a-z][A-Za-z]*");
            if (!starting.contains(message.getAttribute("id"))) {
                assertThat(ModelFile.extension(message, "subscription")
                                .map(subscription -> subscription.getAttribute("correlationKey")))
                        .as(message.getAttribute("name"))
                        .hasValueSatisfying(key -> assertThat(CORRELATION_KEYS).contains(key));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void nothingPersonalIsMapped(ModelFile file) {
        for (Element mapping : file.elements("ioMapping")) {
            for (Element each : ModelFile.children(mapping)) {
                assertThat(VARIABLES).contains(each.getAttribute("target"));
            }
        }
    }

    private static String prefix(Element node) {
        String kind = node.getLocalName();
        if (kind.endsWith("Event")) {
            return "Event";
        }
        if (kind.endsWith("Gateway")) {
            return "Gateway";
        }
        return switch (kind) {
            case "subProcess" -> isEventSubProcess(node) ? "EventSubProcess" : "SubProcess";
            case "callActivity" -> "CallActivity";
            default -> "Task";
        };
    }

    private static boolean isStartOfProcess(Element event) {
        return event.getLocalName().equals("startEvent")
                && event.getParentNode().getLocalName().equals("process");
    }

    private static boolean isEventSubProcess(Element node) {
        return node.getAttribute("triggeredByEvent").equals("true");
    }

    private static List<Element> ofKind(ModelFile file, String kind) {
        return flowNodes(file).stream()
                .filter(node -> node.getLocalName().equals(kind))
                .toList();
    }

    static List<Element> flowNodes(ModelFile file) {
        return file.elements("*").stream()
                .filter(element -> FLOW_NODES.contains(element.getLocalName()))
                .filter(element -> element.getNamespaceURI().endsWith("BPMN/20100524/MODEL"))
                .toList();
    }

    static Map<String, Element> byId(List<Element> elements) {
        Map<String, Element> byId = new TreeMap<>();
        elements.forEach(element -> byId.put(element.getAttribute("id"), element));
        return byId;
    }
}
