package io.joblane.engine.link;

import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.response.EvaluateDecisionResponse;
import io.camunda.client.api.response.EvaluatedDecision;
import io.camunda.client.api.response.MatchedDecisionRule;
import io.grpc.Status;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions;
import io.joblane.engine.EngineUnavailableException;
import java.time.Duration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Asks the engine for a decision. */
@Service
class EngineDecisions implements Decisions {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final EngineLink engine;
    private final JsonMapper json;

    EngineDecisions(EngineLink engine, JsonMapper json) {
        this.engine = engine;
        this.json = json;
    }

    @Override
    public Evaluation evaluate(String decisionId, Object input) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "Decision " + decisionId + " must not be asked inside a database transaction");
        }
        EvaluateDecisionResponse answer;
        try {
            answer = engine.client()
                    .newEvaluateDecisionCommand()
                    .decisionId(decisionId)
                    .variables(json.writeValueAsString(input))
                    .requestTimeout(TIMEOUT)
                    .send()
                    .join();
        } catch (ClientStatusException e) {
            if (e.getStatusCode() == Status.Code.INVALID_ARGUMENT || e.getStatusCode() == Status.Code.NOT_FOUND) {
                throw new DecisionFailedException(decisionId, String.valueOf(e.getMessage()));
            }
            throw new EngineUnavailableException(e);
        } catch (ClientException e) {
            throw new EngineUnavailableException(e);
        }
        if (answer.getFailedDecisionId() != null
                && !answer.getFailedDecisionId().isEmpty()) {
            throw new DecisionFailedException(decisionId, answer.getFailureMessage());
        }
        return new Evaluation(
                json.readTree(answer.getDecisionOutput()),
                answer.getDecisionKey(),
                answer.getDecisionVersion(),
                trace(answer));
    }

    private ArrayNode trace(EvaluateDecisionResponse answer) {
        ArrayNode trace = json.createArrayNode();
        for (EvaluatedDecision decision : answer.getEvaluatedDecisions()) {
            var entry = trace.addObject();
            entry.put("decision", decision.getDecisionId());
            entry.put("version", decision.getDecisionVersion());
            ArrayNode rules = entry.putArray("matchedRules");
            for (MatchedDecisionRule rule : decision.getMatchedRules()) {
                rules.addObject().put("id", rule.getRuleId()).put("row", rule.getRuleIndex());
            }
        }
        return trace;
    }
}
