package io.joblane.pricing;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions;
import io.joblane.engine.Decisions.Evaluation;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Asks the decision for the lines and adds them up again: an invoice must never carry a total that its lines do not make. */
@Component
class DecisionPricing implements Pricing {
    static final String DECISION = "tripPricing";

    private final Decisions decisions;
    private final Companies companies;

    DecisionPricing(Decisions decisions, Companies companies) {
        this.decisions = decisions;
        this.companies = companies;
    }

    @Override
    public Quote quote(TripFacts trip) {
        Company company = companies.current();
        Evaluation evaluation = decisions.evaluate(
                DECISION,
                new Input(
                        company.slug(),
                        LowerCase.of(trip.type()),
                        trip.distanceKm(),
                        trip.durationMinutes(),
                        trip.waitingMinutes(),
                        trip.pickupAt().atZone(company.timeZone()).getHour(),
                        trip.priority(),
                        trip.extras()));
        List<Line> lines = lines(evaluation.output().path("lines"));
        BigDecimal sum = lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal total = amount(evaluation.output().path("total"), "total");
        if (total.compareTo(sum) != 0) {
            throw new DecisionFailedException(DECISION, "its total " + total + " is not the sum of its lines, " + sum);
        }
        return new Quote(lines, new Money(total, company.currency()), evaluation.decisionKey(), evaluation.version());
    }

    private static List<Line> lines(JsonNode output) {
        if (!output.isArray() || output.isEmpty()) {
            throw new DecisionFailedException(DECISION, "it must answer at least one line");
        }
        List<Line> lines = new ArrayList<>();
        for (JsonNode line : output) {
            lines.add(new Line(text(line, "code"), text(line, "text"), amount(line.path("amount"), "amount")));
        }
        return lines;
    }

    private static String text(JsonNode line, String field) {
        if (!line.path(field).isString()) {
            throw new DecisionFailedException(DECISION, "each of its lines needs a " + field);
        }
        return line.path(field).stringValue();
    }

    private static BigDecimal amount(JsonNode value, String field) {
        if (!value.isNumber()) {
            throw new DecisionFailedException(DECISION, "its " + field + " must be a number");
        }
        return value.decimalValue().setScale(2, RoundingMode.HALF_UP);
    }

    record Input(
            String company,
            String vehicleType,
            BigDecimal distanceKm,
            int durationMinutes,
            int waitingMinutes,
            int pickupHour,
            String priority,
            List<String> extras) {}
}
