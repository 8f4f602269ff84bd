package io.joblane;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.Message;
import io.camunda.zeebe.model.bpmn.instance.MessageEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.Process;
import io.camunda.zeebe.model.bpmn.instance.StartEvent;
import io.camunda.zeebe.model.bpmn.instance.UserTask;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledDecision;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledElement;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeExecutionListener;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskListener;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeUserTask;
import io.joblane.engine.Decisions;
import io.joblane.engine.JobType;
import io.joblane.engine.Outbox;
import io.joblane.engine.TaskStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

/** Models and code name the same things; whoever renames one half learns it here, in seconds. */
class ModelContractTests {
    private static final Set<String> GENERIC_LISTENERS =
            Set.of("userTask.creating", "userTask.assigning", "userTask.canceling");

    /** A decision's name, at the call or in the constant that a class keeps it in; a message's name, at the call. */
    private static final String DECISIONS = "(?:\\.evaluate\\(\\s*|String DECISION = )\"([^\"]+)\"";

    private static final String MESSAGES = "\\.message\\(\\s*\"([^\"]+)\"";

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.joblane");
    private static final List<BpmnModelInstance> PROCESSES = files("bpmn", ".bpmn").stream()
            .map(file -> Bpmn.readModelFromFile(file.toFile()))
            .toList();
    private static final String SOURCE = files("src/main/java", ".java").stream()
            .map(ModelContractTests::text)
            .collect(Collectors.joining("\n"));

    @Test
    void everyJobTypeHasExactlyOneWorkerAndEveryWorkerAJobType() {
        List<String> workers = CODE.stream()
                .filter(type -> type.isAnnotatedWith(JobType.class))
                .map(type -> type.getAnnotationOfType(JobType.class).value())
                .toList();

        assertThat(workers).doesNotHaveDuplicates();
        assertThat(names(ZeebeTaskDefinition.class, ZeebeTaskDefinition::getType))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(workers);
    }

    /** So a reader of the diagram finds the class without a search. */
    @Test
    void theJobTypeIsTheAddressOfItsWorker() {
        CODE.stream().filter(type -> type.isAnnotatedWith(JobType.class)).forEach(type -> {
            String[] parts = type.getAnnotationOfType(JobType.class).value().split("\\.");
            assertThat(type.getFullName())
                    .isEqualTo("io.joblane." + parts[0] + ".process." + Character.toUpperCase(parts[1].charAt(0))
                            + parts[1].substring(1) + "Worker");
        });
    }

    @Test
    void everyUserTaskHasItsStepAndItsListeners() {
        Map<String, String> typesByElement =
                steps().stream().collect(Collectors.toMap(TaskStep::elementId, TaskStep::type));
        List<UserTask> tasks = all(UserTask.class);

        assertThat(tasks.stream().map(BaseElement::getId))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(typesByElement.keySet());
        for (UserTask task : tasks) {
            assertThat(task.getSingleExtensionElement(ZeebeUserTask.class))
                    .as("%s is a Camunda user task", task.getId())
                    .isNotNull();
            Set<String> expected = new TreeSet<>(GENERIC_LISTENERS);
            expected.add(typesByElement.get(task.getId()) + ".completing");
            assertThat(all(task, ZeebeTaskListener.class).map(ZeebeTaskListener::getType))
                    .as("listeners of %s", task.getId())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** A restore of a company must find every instance, also one for which no worker has run yet. */
    @Test
    void everyProcessThatAMessageStartsTellsThatItHas() {
        assertThat(names(ZeebeExecutionListener.class, ZeebeExecutionListener::getType))
                .containsExactly("process.started");
        long startedByMessage = all(StartEvent.class).stream()
                .filter(start -> start.getParentElement() instanceof Process)
                .filter(start ->
                        start.getEventDefinitions().stream().anyMatch(MessageEventDefinition.class::isInstance))
                .count();
        assertThat(all(ZeebeExecutionListener.class)).hasSize((int) startedByMessage);
    }

    @Test
    void everyCalledProcessExists() {
        assertThat(names(Process.class, Process::getId))
                .containsAll(names(ZeebeCalledElement.class, ZeebeCalledElement::getProcessId));
    }

    @Test
    void everyDecisionThatIsAskedForExists() {
        Set<String> asked = names(ZeebeCalledDecision.class, ZeebeCalledDecision::getDecisionId);
        Set<String> inCode = literals(DECISIONS);
        assertThat(inCode).hasSizeGreaterThanOrEqualTo(1);
        asked.addAll(inCode);

        assertThat(files("dmn", ".dmn").stream().flatMap(ModelContractTests::decisionIds))
                .containsAll(asked);
    }

    /** Each call has a name of its own that this test can read, so that none escapes it. */
    @Test
    void decisionsAndMessagesAreNamedWhereTheyAreUsed() {
        assertThat(count(DECISIONS)).isEqualTo(calls(Decisions.class, "evaluate"));
        assertThat(count(MESSAGES)).isEqualTo(calls(Outbox.class, "message"));
    }

    @Test
    void everyMessageIsPublishedAndEveryPublishedMessageIsCaught() {
        assertThat(names(Message.class, Message::getName))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(literals(MESSAGES));
    }

    private static List<TaskStep> steps() {
        return CODE.stream()
                .filter(type -> type.isAssignableTo(TaskStep.class))
                .filter(type -> !type.isInterface() && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(ModelContractTests::step)
                .toList();
    }

    private static TaskStep step(JavaClass type) {
        Constructor<?> constructor = type.reflect().getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        try {
            return (TaskStep) constructor.newInstance(Arrays.stream(constructor.getParameterTypes())
                    .map(needed -> needed == JsonMapper.class ? new JsonMapper() : Mockito.mock(needed))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type.getName() + " cannot be made", e);
        }
    }

    /** How often the code outside the engine calls the method. */
    private static long calls(Class<?> owner, String method) {
        return CODE.stream()
                .filter(type -> !type.getPackageName().startsWith("io.joblane.engine"))
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(owner))
                .filter(call -> call.getTarget().getName().equals(method))
                .count();
    }

    private static long count(String pattern) {
        return Pattern.compile(pattern).matcher(SOURCE).results().count();
    }

    private static Set<String> literals(String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(SOURCE);
        return found.results().map(result -> result.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> decisionIds(Path file) {
        return Pattern.compile("<(?:\\w+:)?decision\\s[^>]*?\\bid=\"([^\"]+)\"")
                .matcher(text(file))
                .results()
                .map(result -> result.group(1));
    }

    private static <T extends ModelElementInstance> List<T> all(Class<T> type) {
        return PROCESSES.stream()
                .flatMap(model -> model.getModelElementsByType(type).stream())
                .toList();
    }

    /** Elements of that type below {@code parent}. */
    private static <T extends ModelElementInstance> Stream<T> all(BaseElement parent, Class<T> type) {
        return parent.getModelInstance().getModelElementsByType(type).stream().filter(element -> {
            ModelElementInstance above = element.getParentElement();
            while (above != null && !above.equals(parent)) {
                above = above.getParentElement();
            }
            return above != null;
        });
    }

    private static <T extends ModelElementInstance> Set<String> names(Class<T> type, Function<T, String> name) {
        return all(type).stream().map(name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> files(String folder, String suffix) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
