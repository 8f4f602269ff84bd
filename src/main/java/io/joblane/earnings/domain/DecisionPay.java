package io.joblane.earnings.domain;

import io.joblane.company.Companies;
import io.joblane.earnings.Pay;
import io.joblane.earnings.PayRule;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions;
import io.joblane.engine.Decisions.Evaluation;
import io.joblane.shared.LowerCase;
import io.joblane.shared.VehicleType;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Asks the decision {@code agentPay}. */
@Component
class DecisionPay implements Pay {
    static final String DECISION = "agentPay";
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    private final Decisions decisions;
    private final Companies companies;

    DecisionPay(Decisions decisions, Companies companies) {
        this.decisions = decisions;
        this.companies = companies;
    }

    @Override
    public PayRule ofTrip(VehicleType type) {
        return rule("trip", LowerCase.of(type));
    }

    @Override
    public PayRule ofJob(String jobType) {
        return rule("job", jobType);
    }

    private PayRule rule(String kind, String type) {
        Evaluation evaluation =
                decisions.evaluate(DECISION, new Input(companies.current().slug(), kind, type));
        BigDecimal share = number(evaluation.output(), "sharePercent");
        if (share.compareTo(ALL) > 0) {
            throw new DecisionFailedException(DECISION, "its sharePercent is more than 100");
        }
        return new PayRule(
                share, number(evaluation.output(), "perHour"), evaluation.decisionKey(), evaluation.version());
    }

    private static BigDecimal number(JsonNode output, String field) {
        JsonNode value = output.path(field);
        if (!value.isNumber() || value.decimalValue().signum() < 0) {
            throw new DecisionFailedException(DECISION, "its " + field + " must be a number, 0 or more");
        }
        return value.decimalValue();
    }

    record Input(String company, String kind, String type) {}
}
