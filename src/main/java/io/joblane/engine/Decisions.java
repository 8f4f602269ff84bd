package io.joblane.engine;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Evaluates a DMN decision, always in its latest deployed version. Never called inside a database transaction. */
public interface Decisions {
    /**
     * @param input a record or map: the decision's inputs by name
     * @throws DecisionFailedException where the decision could not be evaluated with this input
     * @throws EngineUnavailableException where the engine does not answer
     */
    Evaluation evaluate(String decisionId, Object input);

    /**
     * @param output the decision's result; JSON null where no rule matched
     * @param decisionKey the engine's key of the decision's version
     * @param trace the tables that were evaluated and their matched rules, as JSON
     */
    record Evaluation(
            JsonNode output,
            long decisionKey,
            int version,
            @Nullable JsonNode trace) {}
}
