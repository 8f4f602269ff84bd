package io.joblane.engine.model;

import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.FlowElement;
import io.camunda.zeebe.model.bpmn.instance.Message;
import io.camunda.zeebe.model.bpmn.instance.MessageEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.Process;
import io.camunda.zeebe.model.bpmn.instance.StartEvent;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeExecutionListener;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.ModelException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The models on the class path ({@code bpmn/*.bpmn}, {@code dmn/*.dmn}): their bytes, their labels, the job types they name. */
@Component
public class ModelCatalog {
    private static final Set<String> GENERIC_LISTENERS =
            Set.of("process.started", "userTask.creating", "userTask.assigning", "userTask.canceling");

    private final List<Model> models = new ArrayList<>();
    private final Map<String, String> labels = new HashMap<>();
    private final Set<String> jobTypes = new TreeSet<>();
    private final Set<String> listenerTypes = new TreeSet<>();
    private final Set<String> messages = new TreeSet<>();
    private final Set<String> startMessages = new TreeSet<>();

    /** @throws ModelFaultException for a model that cannot be read */
    ModelCatalog() {
        var resolver = new PathMatchingResourcePatternResolver();
        try {
            for (String pattern : List.of("classpath*:bpmn/*.bpmn", "classpath*:dmn/*.dmn")) {
                for (Resource resource : resolver.getResources(pattern)) {
                    add(new Model(String.valueOf(resource.getFilename()), resource.getContentAsByteArray()));
                }
            }
        } catch (IOException e) {
            throw new ModelFaultException("The models on the class path cannot be read: " + e.getMessage(), e);
        }
        if (models.isEmpty()) {
            throw new ModelFaultException(
                    "There are no models on the class path (bpmn/, dmn/): build the project with Maven first.");
        }
    }

    /** A file as it is deployed. */
    public record Model(String name, byte[] content) {}

    public List<Model> models() {
        return List.copyOf(models);
    }

    /** The element's label in the model; its id where it has none. */
    public String label(String processId, String elementId) {
        return labels.getOrDefault(processId + "/" + elementId, elementId);
    }

    /** Job types of service and business rule tasks. */
    public Set<String> jobTypes() {
        return Set.copyOf(jobTypes);
    }

    /** Job types of task and execution listeners. */
    public Set<String> listenerTypes() {
        return Set.copyOf(listenerTypes);
    }

    public Set<String> messages() {
        return Set.copyOf(messages);
    }

    /** Whether that message starts a process. */
    public boolean startsProcess(String message) {
        return startMessages.contains(message);
    }

    /**
     * @param workers job types that have a worker
     * @param steps types of user tasks with a domain step
     * @throws ModelFaultException naming every job type without a worker, and every worker without a job type
     */
    public void requireSameJobTypes(Collection<String> workers, Collection<String> steps) {
        Set<String> handled = new TreeSet<>(workers);
        handled.addAll(GENERIC_LISTENERS);
        steps.forEach(step -> handled.add(step + ".completing"));
        Set<String> asked = new TreeSet<>(jobTypes);
        asked.addAll(listenerTypes);
        Set<String> withoutWorker = new TreeSet<>(asked);
        withoutWorker.removeAll(handled);
        if (!withoutWorker.isEmpty()) {
            throw new ModelFaultException("No worker for the job type(s) " + withoutWorker
                    + " of the models: correct the type in the model, or add a class annotated @JobType.");
        }
        handled.removeAll(asked);
        if (!handled.isEmpty()) {
            throw new ModelFaultException(
                    "No model uses the job type(s) " + handled + ": remove the worker, or name the type in a model.");
        }
    }

    private void add(Model model) {
        models.add(model);
        if (!model.name().endsWith(".bpmn")) {
            return;
        }
        BpmnModelInstance bpmn;
        try {
            bpmn = Bpmn.readModelFromStream(new ByteArrayInputStream(model.content()));
        } catch (ModelException e) {
            throw new ModelFaultException("The model " + model.name() + " cannot be parsed: " + reason(e), e);
        }
        for (Process process : bpmn.getModelElementsByType(Process.class)) {
            for (FlowElement element : bpmn.getModelElementsByType(FlowElement.class)) {
                if (element.getName() != null) {
                    labels.put(process.getId() + "/" + element.getId(), element.getName());
                }
            }
        }
        names(
                bpmn.getModelElementsByType(ZeebeTaskDefinition.class).stream().map(ZeebeTaskDefinition::getType),
                jobTypes);
        names(
                bpmn.getModelElementsByType(ZeebeTaskListener.class).stream().map(ZeebeTaskListener::getType),
                listenerTypes);
        names(
                bpmn.getModelElementsByType(ZeebeExecutionListener.class).stream()
                        .map(ZeebeExecutionListener::getType),
                listenerTypes);
        names(bpmn.getModelElementsByType(Message.class).stream().map(Message::getName), messages);
        names(
                bpmn.getModelElementsByType(StartEvent.class).stream()
                        // That of an event sub-process starts no instance.
                        .filter(start -> start.getParentElement() instanceof Process)
                        .flatMap(start -> start.getChildElementsByType(MessageEventDefinition.class).stream())
                        .map(definition -> definition.getMessage().getName()),
                startMessages);
    }

    /** The parser's own words, which name the line: the model API's say only that it failed. */
    private static String reason(ModelException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static void names(Stream<String> found, Set<String> into) {
        found.forEach(into::add);
    }
}
