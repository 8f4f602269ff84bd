package io.joblane.models;

import io.camunda.zeebe.dmn.DecisionEngine;
import io.camunda.zeebe.dmn.DecisionEngineFactory;
import io.camunda.zeebe.dmn.DecisionEvaluationResult;
import io.camunda.zeebe.dmn.EvaluatedDecision;
import io.camunda.zeebe.dmn.MatchedRule;
import io.camunda.zeebe.dmn.ParsedDecisionRequirementsGraph;
import io.camunda.zeebe.dmn.impl.VariablesContext;
import io.camunda.zeebe.protocol.impl.encoding.MsgPackConverter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One file of {@code dmn/}, evaluated by the engine's own decision library, without an engine. */
final class DecisionModel {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DecisionEngine engine = DecisionEngineFactory.createDecisionEngine();
    private final ParsedDecisionRequirementsGraph graph;
    private final String id;

    DecisionModel(String id) {
        this.id = id;
        this.graph = parse(id);
        if (!graph.isValid()) {
            throw new IllegalArgumentException(id + ": " + graph.getFailureMessage());
        }
    }

    private ParsedDecisionRequirementsGraph parse(String decisionId) {
        try {
            return engine.parse(
                    new ByteArrayInputStream(Files.readAllBytes(ModelFile.DMN.resolve(decisionId + ".dmn"))));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the decision " + decisionId, e);
        }
    }

    Outcome evaluate(Map<String, @Nullable Object> variables) {
        DecisionEvaluationResult result = engine.evaluateDecisionById(graph, id, new VariablesContext(variables));
        if (result.isFailure()) {
            throw new AssertionError(id + " failed: " + result.getFailureMessage());
        }
        Set<String> rules = new LinkedHashSet<>();
        for (EvaluatedDecision decision : result.getEvaluatedDecisions()) {
            for (MatchedRule rule : decision.matchedRules()) {
                rules.add(rule.ruleId());
            }
        }
        return new Outcome(JSON.readTree(MsgPackConverter.convertToJson(result.getOutput())), rules);
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    /**
     * What an evaluation answered.
     *
     * @param output the decision's result
     * @param matchedRules ids of the rules that matched in any of the tables that took part
     */
    record Outcome(JsonNode output, Set<String> matchedRules) {}
}
