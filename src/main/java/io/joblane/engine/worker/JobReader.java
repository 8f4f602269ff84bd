package io.joblane.engine.worker;

import io.camunda.client.api.response.ActivatedJob;
import io.joblane.engine.WorkerFault;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a job's variables and task headers into a worker's input record. */
final class JobReader<V> {
    private final Class<V> type;
    private final boolean ofCompany;
    private final ObjectReader tree;
    private final ObjectReader record;

    /** @param ofCompany false where the process belongs to no company */
    JobReader(Class<V> type, boolean ofCompany, JsonMapper json) {
        this.type = type;
        this.ofCompany = ofCompany;
        this.tree = json.readerFor(ObjectNode.class);
        this.record = json.readerFor(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** The variables to fetch: the record's components, and the company. */
    List<String> variableNames() {
        Stream<String> names = type.isRecord()
                ? Stream.of(Objects.requireNonNull(type.getRecordComponents())).map(component -> component.getName())
                : Stream.empty();
        return Stream.concat(Stream.of("company"), names).distinct().toList();
    }

    Read<V> read(ActivatedJob job) {
        ObjectNode variables;
        try {
            variables = tree.readValue(job.getVariables());
        } catch (JacksonException e) {
            throw new WorkerFault("The variables of " + job.getElementId() + " are no JSON object", e);
        }
        job.getCustomHeaders().forEach((name, value) -> {
            if (!name.startsWith("io.camunda.zeebe:")) {
                variables.put(name, value);
            }
        });
        String company = variables.path("company").asString("");
        if (company.isEmpty() && ofCompany) {
            throw new WorkerFault("The variable company is missing: add it to the instance, then retry.");
        }
        try {
            return new Read<>(ofCompany ? company : null, record.readValue(variables));
        } catch (JacksonException e) {
            throw new WorkerFault(
                    "The variables of " + job.getElementId() + " do not fit its worker (" + e.getOriginalMessage()
                            + "): correct them in the instance, then retry.",
                    e);
        }
    }

    /** @param company null where the process belongs to none */
    record Read<V>(@Nullable String company, V variables) {}
}
