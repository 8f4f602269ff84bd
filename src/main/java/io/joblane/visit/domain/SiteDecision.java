package io.joblane.visit.domain;

import io.joblane.context.CurrentCompany;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions;
import io.joblane.engine.Decisions.Evaluation;
import io.joblane.shared.LowerCase;
import io.joblane.visit.domain.SiteRules.SignatureFrom;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Asks the decision {@code siteRules}: never inside a database transaction. */
@Component
public class SiteDecision {
    private static final String DECISION = "siteRules";

    private final Decisions decisions;

    SiteDecision(Decisions decisions) {
        this.decisions = decisions;
    }

    public SiteRules rules(String jobType) {
        Evaluation evaluation = decisions.evaluate(DECISION, new Input(CurrentCompany.required(), jobType));
        JsonNode output = evaluation.output();
        return new SiteRules(
                whole(output, "radiusMetres", 1),
                whole(output, "photosRequired", 0),
                signatureFrom(output),
                evaluation.decisionKey(),
                evaluation.version());
    }

    private static int whole(JsonNode output, String name, int least) {
        JsonNode value = output.path(name);
        if (!value.isIntegralNumber() || value.asInt() < least) {
            throw new DecisionFailedException(DECISION, name + " must be a whole number, " + least + " or more");
        }
        return value.asInt();
    }

    private static SignatureFrom signatureFrom(JsonNode output) {
        try {
            return LowerCase.parse(
                    SignatureFrom.class, output.path("signatureFrom").asString(""));
        } catch (IllegalArgumentException e) {
            throw new DecisionFailedException(DECISION, "signatureFrom must be nobody, lead or everybody");
        }
    }

    record Input(String company, String jobType) {}
}
