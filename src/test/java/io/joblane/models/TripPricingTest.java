package io.joblane.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TripPricingTest extends DecisionTableTest {

    TripPricingTest() {
        super("tripPricing");
    }

    @Override
    List<Case> cases() {
        return List.of(
                row("sedan by day", trip("sedan", 10, 20, 12), price("base 3.50 distance 16 time 7", "26.5")),
                row("suv", trip("suv", 10, 20, 12), price("base 4.50 distance 19 time 8", "31.5")),
                row("van", trip("van", 10, 20, 12), price("base 5.50 distance 21 time 9", "35.5")),
                row("minibus", trip("minibus", 10, 20, 12), price("base 8 distance 28 time 12", "48")),
                row("luxury", trip("luxury", 10, 20, 12), price("base 12 distance 35 time 16", "63")),
                row("wheelchair", trip("wheelchair", 10, 20, 12), price("base 3.50 distance 16 time 7", "26.5")),
                row(
                        "unknown vehicle costs as a sedan",
                        trip("tuk-tuk", 10, 20, 12),
                        price("base 3.50 distance 16 time 7", "26.5")),
                row(
                        "half a cent is rounded up",
                        trip("sedan", 4.078125, 10, 12),
                        price("base 3.50 distance 6.53 time 3.50", "13.53")),
                row(
                        "just under half is not",
                        trip("sedan", 4.0781, 10.01, 12),
                        price("base 3.50 distance 6.52 time 3.50", "13.52")),
                row(
                        "below the minimum fare",
                        trip("sedan", 1, 2, 12),
                        price("base 3.50 distance 1.60 time 0.70 minimum 4.20", "10")),
                row(
                        "exactly the minimum fare",
                        trip("sedan", 3.625, 2, 12),
                        price("base 3.50 distance 5.80 time 0.70", "10")),
                row(
                        "free waiting",
                        with(trip("sedan", 10, 20, 12), "waitingMinutes", 5),
                        price("base 3.50 distance 16 time 7", "26.5")),
                row(
                        "paid waiting",
                        with(trip("sedan", 10, 20, 12), "waitingMinutes", 7),
                        price("base 3.50 distance 16 time 7 waiting 0.90", "27.4")),
                row(
                        "waiting does not make up for the minimum fare",
                        with(trip("sedan", 1, 2, 12), "waitingMinutes", 15),
                        price("base 3.50 distance 1.60 time 0.70 minimum 4.20 waiting 4.50", "14.5")),
                row(
                        "night begins at 22",
                        trip("sedan", 10, 20, 22),
                        price("base 3.50 distance 16 time 7 night 5.30", "31.8")),
                row("night at 23", trip("sedan", 10, 20, 23), price("base 3.50 distance 16 time 7 night 5.30", "31.8")),
                row(
                        "deep night at 0",
                        trip("sedan", 10, 20, 0),
                        price("base 3.50 distance 16 time 7 night 7.95", "34.45")),
                row(
                        "deep night until before 5",
                        trip("sedan", 10, 20, 4),
                        price("base 3.50 distance 16 time 7 night 7.95", "34.45")),
                row("night at 5", trip("sedan", 10, 20, 5), price("base 3.50 distance 16 time 7 night 5.30", "31.8")),
                row("day from 6", trip("sedan", 10, 20, 6), price("base 3.50 distance 16 time 7", "26.5")),
                row("day until before 22", trip("sedan", 10, 20, 21), price("base 3.50 distance 16 time 7", "26.5")),
                row(
                        "urgent",
                        with(trip("sedan", 10, 20, 12), "priority", "urgent"),
                        price("base 3.50 distance 16 time 7 priority 6.63", "33.13")),
                row(
                        "high, at night: both on the fare",
                        with(trip("sedan", 10, 20, 22), "priority", "high"),
                        price("base 3.50 distance 16 time 7 night 5.30 priority 2.65", "34.45")),
                row(
                        "two extras",
                        with(trip("sedan", 10, 20, 12), "extras", List.of("pet", "childSeat")),
                        price("base 3.50 distance 16 time 7 extras 11", "37.5")),
                row(
                        "all extras",
                        with(
                                trip("sedan", 10, 20, 12),
                                "extras",
                                List.of("pet", "childSeat", "meetAndGreet", "extraStop", "additionalLuggage")),
                        price("base 3.50 distance 16 time 7 extras 32.50", "59")),
                row(
                        "an unknown extra costs nothing",
                        with(trip("sedan", 10, 20, 12), "extras", List.of("champagne")),
                        price("base 3.50 distance 16 time 7", "26.5")),
                row(
                        "extras missing",
                        with(trip("sedan", 10, 20, 12), "extras", null),
                        price("base 3.50 distance 16 time 7", "26.5")),
                row(
                        "waiting unknown",
                        with(trip("sedan", 10, 20, 12), "waitingMinutes", null),
                        price("base 3.50 distance 16 time 7", "26.5")),
                row("a negative distance is none", trip("sedan", -4, 20, 12), price("base 3.50 time 7", "10.5")),
                row("nothing known: the minimum fare", given(), price("base 3.50 minimum 6.50", "10")));
    }

    @Test
    void theTotalIsTheSumOfTheLinesWhateverIsDriven() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            Map<String, @Nullable Object> trip = with(
                    trip("van", random.nextInt(100_000) / 1000.0, random.nextInt(9_000) / 100.0, random.nextInt(24)),
                    "waitingMinutes",
                    random.nextInt(30));
            JsonNode price = decision.evaluate(with(trip, "priority", "urgent")).output();
            BigDecimal sum = BigDecimal.ZERO;
            for (JsonNode line : price.get("lines")) {
                BigDecimal amount = line.get("amount").decimalValue();
                assertThat(amount.stripTrailingZeros().scale()).isLessThanOrEqualTo(2);
                sum = sum.add(amount);
            }
            assertThat(price.get("total").decimalValue()).isEqualByComparingTo(sum);
        }
    }

    private static Map<String, @Nullable Object> trip(String vehicleType, double km, double minutes, int hour) {
        return given(
                "company",
                "x",
                "vehicleType",
                vehicleType,
                "distanceKm",
                km,
                "durationMinutes",
                minutes,
                "waitingMinutes",
                0,
                "pickupHour",
                hour,
                "priority",
                "normal",
                "extras",
                List.of());
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> trip, String name, @Nullable Object value) {
        trip.put(name, value);
        return trip;
    }

    /** Expects exactly these lines, given as code and amount in turn, and this total. */
    private static Consumer<JsonNode> price(String lines, String total) {
        Map<String, BigDecimal> expected = new LinkedHashMap<>();
        String[] words = lines.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            expected.put(words[i], new BigDecimal(words[i + 1]).stripTrailingZeros());
        }
        return price -> {
            Map<String, BigDecimal> actual = new LinkedHashMap<>();
            for (JsonNode line : price.get("lines")) {
                assertThat(line.get("text").asString()).isNotBlank();
                actual.put(
                        line.get("code").asString(),
                        line.get("amount").decimalValue().stripTrailingZeros());
            }
            assertThat(actual).containsExactlyEntriesOf(expected);
            assertThat(price.get("total").decimalValue()).isEqualByComparingTo(total);
        };
    }
}
