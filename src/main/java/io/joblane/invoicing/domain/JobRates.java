package io.joblane.invoicing.domain;

import io.joblane.company.Companies;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Asks the decision {@code jobPricing}. Never called inside a database transaction. */
@Component
public class JobRates {
    static final String DECISION = "jobPricing";
    private static final int LONGEST_STEP = 60;
    private static final int LONGEST_MINIMUM = 24 * 60;

    private final Decisions decisions;
    private final Companies companies;

    JobRates(Decisions decisions, Companies companies) {
        this.decisions = decisions;
        this.companies = companies;
    }

    public JobRate of(JobWork work) {
        JsonNode output = decisions
                .evaluate(DECISION, new Input(companies.current().slug(), work.type(), work.urgency()))
                .output();
        return new JobRate(
                amount(output, "perHour"),
                minutes(output, "minimumMinutes", 0, LONGEST_MINIMUM),
                minutes(output, "stepMinutes", 1, LONGEST_STEP),
                amount(output, "callOut"));
    }

    private static BigDecimal amount(JsonNode output, String field) {
        JsonNode value = output.path(field);
        if (!value.isNumber() || value.decimalValue().signum() < 0) {
            throw new DecisionFailedException(DECISION, "its " + field + " must be a number, 0 or more");
        }
        return value.decimalValue();
    }

    private static int minutes(JsonNode output, String field, int least, int most) {
        BigDecimal value = amount(output, field);
        if (value.stripTrailingZeros().scale() > 0
                || value.compareTo(BigDecimal.valueOf(least)) < 0
                || value.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new DecisionFailedException(
                    DECISION, "its " + field + " must be a whole number from " + least + " to " + most);
        }
        return value.intValueExact();
    }

    record Input(String company, String type, String urgency) {}
}
