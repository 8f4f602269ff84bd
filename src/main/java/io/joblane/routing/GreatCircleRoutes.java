package io.joblane.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions;
import io.joblane.shared.Geo;
import io.joblane.shared.LowerCase;
import io.joblane.shared.VehicleType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The great circle times a detour factor, at a speed; both from the decision. There are few different questions and many
 * bookings, so an answer serves for five seconds: that is how soon a published rule acts.
 */
@Component
class GreatCircleRoutes implements Routes {
    static final String DECISION = "routeEstimate";

    private static final BigDecimal MINUTES_PER_HOUR = BigDecimal.valueOf(60);

    private static final Duration SERVES = Duration.ofSeconds(5);

    private final Cache<Input, JsonNode> recent =
            Caffeine.newBuilder().expireAfterWrite(SERVES).maximumSize(10_000).build();
    private final Decisions decisions;
    private final Companies companies;

    GreatCircleRoutes(Decisions decisions, Companies companies) {
        this.decisions = decisions;
        this.companies = companies;
    }

    @Override
    public RouteEstimate estimate(Geo from, Geo to, VehicleType type, Instant at) {
        Company company = companies.current();
        int hour = at.atZone(company.timeZone()).getHour();
        JsonNode rule = rule(new Input(company.slug(), LowerCase.of(type), hour));
        BigDecimal factor = atLeast(BigDecimal.ONE, rule, "detourFactor");
        BigDecimal speed = atLeast(BigDecimal.ONE, rule, "speedKmh");
        BigDecimal distance =
                BigDecimal.valueOf(from.distanceKm(to)).multiply(factor).setScale(3, RoundingMode.HALF_UP);
        int minutes = distance.multiply(MINUTES_PER_HOUR)
                .divide(speed, 0, RoundingMode.CEILING)
                .intValueExact();
        return new RouteEstimate(
                distance,
                Math.max(1, minutes),
                atLeast(BigDecimal.ZERO, rule, "approachMinutes").intValue(),
                atLeast(BigDecimal.ZERO, rule, "turnaroundMinutes").intValue());
    }

    private JsonNode rule(Input input) {
        JsonNode known = recent.getIfPresent(input);
        if (known != null) {
            return known;
        }
        JsonNode answer = decisions.evaluate(DECISION, input).output();
        recent.put(input, answer);
        return answer;
    }

    private static BigDecimal atLeast(BigDecimal least, JsonNode rule, String output) {
        JsonNode value = rule.path(output);
        if (!value.isNumber() || value.decimalValue().compareTo(least) < 0) {
            throw new DecisionFailedException(DECISION, "its output " + output + " must be a number from " + least);
        }
        return value.decimalValue();
    }

    record Input(String company, String vehicleType, int pickupHour) {}
}
