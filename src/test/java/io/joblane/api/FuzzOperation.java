package io.joblane.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One method at one path of the OpenAPI document.
 *
 * @param body the schema of its JSON body, references resolved; null where it takes none
 */
record FuzzOperation(
        String method,
        String path,
        List<String> queries,
        @Nullable JsonNode body,
        boolean bodyRequired) {
    static List<FuzzOperation> all(JsonNode document) {
        List<FuzzOperation> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                all.add(of(document, method.getKey(), path.getKey(), method.getValue()));
            }
        }
        return all;
    }

    private static FuzzOperation of(JsonNode document, String method, String path, JsonNode operation) {
        List<String> queries = operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString("").equals("query"))
                .map(parameter -> parameter.path("name").asString(""))
                .toList();
        JsonNode request = operation.path("requestBody");
        JsonNode content = request.path("content");
        @Nullable JsonNode schema = content.isEmpty()
                ? null
                : resolved(document, content.values().iterator().next().path("schema"));
        return new FuzzOperation(
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                queries,
                schema,
                request.path("required").asBoolean(false));
    }

    /** Follows one reference; those of the properties are followed when a property is looked at. */
    static JsonNode resolved(JsonNode document, JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    boolean reads() {
        return method.equals("GET");
    }

    boolean namesSomething() {
        return path.contains("{");
    }

    /** Nothing in the request says what to do but its address and who sends it: sent as it should be, it would be done. */
    boolean worksByItself() {
        return !reads() && body == null && !namesSomething();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
