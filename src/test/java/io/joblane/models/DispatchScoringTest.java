package io.joblane.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

class DispatchScoringTest extends DecisionTableTest {

    private static final Logger log = LoggerFactory.getLogger(DispatchScoringTest.class);

    DispatchScoringTest() {
        super("dispatchScoring");
    }

    @Override
    List<Case> cases() {
        return List.of(
                one("the best there is", agent("a", 5, 0, 900, "current"), "100 100 100 100", "100"),
                one("rated 4.8, exactly", agent("a", 4.8, 1.99, 500, "current"), "100 100 100 100", "100"),
                one("rated under 4.8", agent("a", 4.79, 2, 499, "other"), "85 80 80 40", "78"),
                one("rated 4.5, exactly", agent("a", 4.5, 4.99, 200, "other"), "85 80 80 40", "78"),
                one("rated under 4.5", agent("a", 4.49, 5, 199, "current"), "65 55 55 100", "63.5"),
                one("rated 4, exactly", agent("a", 4, 9.99, 50, "current"), "65 55 55 100", "63.5"),
                one("rated under 4", agent("a", 3.99, 10, 49, "current"), "35 25 30 100", "37.5"),
                one("rated 3, exactly", agent("a", 3, 24.99, 10, "current"), "35 25 30 100", "37.5"),
                one("rated under 3", agent("a", 2.99, 25, 9, "other"), "10 5 10 40", "11.5"),
                one("rated 0", agent("a", 0, 400, 0, "other"), "10 5 10 40", "11.5"),
                one("nothing known", agent("a", null, null, null, null), "50 20 10 0", "28"),
                one("malformed", agent("a", "good", "near", "many", "boat"), "50 20 10 0", "28"),
                row(
                        "luxury weighs the rating more",
                        scoring("luxury", agent("a", 5, 30, 600, "current")),
                        first("100 5 100 100", "81")),
                row(
                        "preferred",
                        scoring("sedan", preferred(agent("a", 3, 30, 0, "other"))),
                        first("35 5 10 40 100", "121.5")),
                row("nobody", scoring("sedan"), "[]"));
    }

    @Test
    void theBestComesFirstThenTheNearerThenTheSmallerId() {
        JsonNode ranking = rank(
                agent("far", 5, 4, 600, "current"),
                agent("b", 5, 3, 600, "current"),
                agent("a", 5, 3, 600, "current"),
                agent("best", 5, 1, 600, "current"),
                agent("last", null, null, null, null));

        assertThat(ids(ranking)).containsExactly("best", "a", "b", "far", "last");
    }

    @Test
    void agentsWithoutAPositionAreStillOrdered() {
        JsonNode ranking = rank(
                agent("b", 5, null, 600, "current"),
                agent("c", 5, 12, 600, "current"),
                agent("a", 5, null, 600, "current"));

        assertThat(ids(ranking)).containsExactly("c", "a", "b");
    }

    @Test
    void thePreferredAgentComesFirstWhenTheyCanGo() {
        JsonNode ranking = rank(agent("best", 5, 0, 900, "current"), preferred(agent("wanted", 1, 60, 0, "other")));

        assertThat(ids(ranking)).containsExactly("wanted", "best");
        assertThat(ranking.get(0).get("criteria").get(4).get("rule").asString())
                .isEqualTo("asked for by the dispatcher");
    }

    @Test
    void twoHundredCandidatesAreRankedInTime() {
        Random random = new Random(3);
        List<Map<String, @Nullable Object>> candidates = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            candidates.add(agent(
                    new UUID(random.nextLong(), random.nextLong()).toString(),
                    random.nextInt(51) / 10.0,
                    random.nextInt(300) / 10.0,
                    random.nextInt(700),
                    random.nextBoolean() ? "current" : "other"));
        }
        Map<String, @Nullable Object> variables = given("booking", booking("sedan"), "candidates", candidates);

        JsonNode ranking = decision.evaluate(variables).output();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 30; i++) {
            long start = System.nanoTime();
            decision.evaluate(variables);
            best = Math.min(best, System.nanoTime() - start);
        }

        log.info("200 candidates ranked in {} ms, warm", Duration.ofNanos(best).toMillis());
        assertThat(Duration.ofNanos(best))
                .as("a hundred times the usual time is no slow machine")
                .isLessThan(Duration.ofSeconds(3));
        assertThat(ranking).hasSize(200);
        BigDecimal former = new BigDecimal("1000");
        for (JsonNode each : ranking) {
            BigDecimal score = each.get("score").decimalValue();
            assertThat(score).isLessThanOrEqualTo(former).isBetween(BigDecimal.ZERO, new BigDecimal(100));
            assertThat(score).isEqualByComparingTo(weighted(each.get("criteria")));
            former = score;
        }
    }

    /** The score worked out again from the criteria that came back with it: what an audit would do. */
    private static BigDecimal weighted(JsonNode criteria) {
        BigDecimal points = BigDecimal.ZERO;
        BigDecimal weights = BigDecimal.ZERO;
        for (JsonNode each : criteria) {
            BigDecimal weight = each.get("weight").decimalValue();
            points = points.add(each.get("points").decimalValue().multiply(weight));
            weights = weights.add(weight);
        }
        return points.divide(weights, 2, RoundingMode.HALF_UP);
    }

    private static Case one(String name, Map<String, @Nullable Object> agent, String points, String score) {
        return row(name, scoring("sedan", agent), first(points, score));
    }

    private static Consumer<JsonNode> first(String points, String score) {
        return ranking -> {
            assertThat(ranking).hasSize(1);
            JsonNode best = ranking.get(0);
            List<String> actual = new ArrayList<>();
            for (JsonNode criterion : best.get("criteria")) {
                assertThat(criterion.get("criterion").asString()).isNotBlank();
                assertThat(criterion.get("rule").asString()).isNotBlank();
                actual.add(criterion.get("points").asString());
            }
            assertThat(String.join(" ", actual)).isEqualTo(points);
            assertThat(best.get("score").decimalValue()).isEqualByComparingTo(score);
        };
    }

    @SafeVarargs
    private JsonNode rank(Map<String, @Nullable Object>... agents) {
        return decision.evaluate(scoring("sedan", agents)).output();
    }

    private static List<String> ids(JsonNode ranking) {
        return ranking.valueStream().map(each -> each.get("agentId").asString()).toList();
    }

    @SafeVarargs
    private static Map<String, @Nullable Object> scoring(String vehicleType, Map<String, @Nullable Object>... agents) {
        return given("booking", booking(vehicleType), "candidates", List.of(agents));
    }

    private static Map<String, @Nullable Object> booking(String vehicleType) {
        return given(
                "company",
                "x",
                "vehicleType",
                vehicleType,
                "priority",
                "normal",
                "passengers",
                2,
                "luggage",
                1,
                "tripDistanceKm",
                12.5,
                "pickupHour",
                9);
    }

    private static Map<String, @Nullable Object> agent(
            String id, @Nullable Object rating, @Nullable Object km, @Nullable Object trips, @Nullable Object match) {
        return given(
                "agentId",
                id,
                "rating",
                rating,
                "ratingCount",
                3,
                "tripCount",
                trips,
                "tripsToday",
                1,
                "distanceKm",
                km,
                "positionAgeMinutes",
                2,
                "vehicleMatch",
                match,
                "spareSeats",
                1,
                "spareLuggage",
                0,
                "preferred",
                false);
    }

    private static Map<String, @Nullable Object> preferred(Map<String, @Nullable Object> agent) {
        agent.put("preferred", true);
        return agent;
    }
}
