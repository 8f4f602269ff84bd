package io.joblane.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.joblane.company.Companies;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions.Evaluation;
import io.joblane.routing.GreatCircleRoutes.Input;
import io.joblane.shared.Geo;
import io.joblane.shared.VehicleType;
import io.joblane.testing.DomainTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class GreatCircleRoutesTests {
    private static final Geo TIMES_SQUARE = new Geo(40.7580, -73.9855);
    private static final Geo JFK = new Geo(40.6413, -73.7781);

    private final Companies companies = mock(Companies.class);
    private final List<Object> inputs = new ArrayList<>();

    @BeforeEach
    void company() {
        when(companies.current()).thenReturn(DomainTest.COMPANY);
    }

    @Test
    void distanceIsTheGreatCircleTimesTheFactorAndMinutesAreRoundedUp() {
        RouteEstimate estimate = routes(
                        "{\"detourFactor\": 1.3, \"speedKmh\": 30, \"approachMinutes\": 15, \"turnaroundMinutes\": 10}")
                .estimate(TIMES_SQUARE, JFK, VehicleType.VAN, Instant.parse("2026-06-01T12:00:00Z"));

        // 21.77 km as the crow flies.
        assertThat(estimate.distanceKm())
                .isBetween(new BigDecimal("28.2"), new BigDecimal("28.4"))
                .hasScaleOf(3);
        assertThat(estimate.durationMinutes()).isEqualTo(57);
        assertThat(estimate.approachMinutes()).isEqualTo(15);
        assertThat(estimate.turnaroundMinutes()).isEqualTo(10);
        assertThat(inputs).containsExactly(new Input("acme", "van", 8));
    }

    @Test
    void aTripToTheSamePlaceStillTakesAMinute() {
        RouteEstimate estimate = routes(
                        "{\"detourFactor\": 1, \"speedKmh\": 30, \"approachMinutes\": 0, \"turnaroundMinutes\": 0}")
                .estimate(JFK, JFK, VehicleType.SEDAN, Instant.EPOCH);

        assertThat(estimate.distanceKm()).isZero();
        assertThat(estimate.durationMinutes()).isOne();
    }

    /** New York: clocks went forward on 8 March 2026 at 2:00, and go back on 1 November 2026 at 2:00. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-08T06:59:00Z, 1",
        "2026-03-08T07:00:00Z, 3",
        "2026-11-01T05:30:00Z, 1",
        "2026-11-01T06:30:00Z, 1",
        "2026-11-01T07:30:00Z, 2"
    })
    void theHourIsThatOfTheCompanysClock(Instant at, int hour) {
        routes("{\"detourFactor\": 1, \"speedKmh\": 30, \"approachMinutes\": 0, \"turnaroundMinutes\": 0}")
                .estimate(JFK, JFK, VehicleType.SEDAN, at);

        assertThat(inputs).containsExactly(new Input("acme", "sedan", hour));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{\"detourFactor\": 0.5, \"speedKmh\": 30, \"approachMinutes\": 0, \"turnaroundMinutes\": 0}",
                "{\"detourFactor\": 1, \"speedKmh\": 0, \"approachMinutes\": 0, \"turnaroundMinutes\": 0}",
                "{\"detourFactor\": 1, \"speedKmh\": \"30\", \"approachMinutes\": 0, \"turnaroundMinutes\": 0}",
                "{\"detourFactor\": 1, \"speedKmh\": 30, \"approachMinutes\": -1, \"turnaroundMinutes\": 0}",
                "{\"detourFactor\": 1, \"speedKmh\": 30, \"approachMinutes\": 0}"
            })
    void anAnswerThatCannotBeIsAFaultOfTheModel(String answer) {
        assertThatThrownBy(() -> routes(answer).estimate(TIMES_SQUARE, JFK, VehicleType.SEDAN, Instant.EPOCH))
                .isInstanceOf(DecisionFailedException.class)
                .hasMessageContaining("routeEstimate");
    }

    @Test
    void oneAnswerServesTheSameQuestionForAWhileAndNoOther() {
        Routes routes =
                routes("{\"detourFactor\": 1, \"speedKmh\": 30, \"approachMinutes\": 0, \"turnaroundMinutes\": 0}");
        for (int trip = 0; trip < 3; trip++) {
            routes.estimate(JFK, TIMES_SQUARE, VehicleType.SEDAN, Instant.parse("2026-06-01T12:10:00Z"));
        }
        routes.estimate(JFK, TIMES_SQUARE, VehicleType.SEDAN, Instant.parse("2026-06-01T13:10:00Z"));
        routes.estimate(JFK, TIMES_SQUARE, VehicleType.VAN, Instant.parse("2026-06-01T12:10:00Z"));

        assertThat(inputs)
                .containsExactly(
                        new Input("acme", "sedan", 8), new Input("acme", "sedan", 9), new Input("acme", "van", 8));
    }

    private Routes routes(String answer) {
        return new GreatCircleRoutes(
                (decision, input) -> {
                    inputs.add(input);
                    return new Evaluation(JsonMapper.shared().readTree(answer), 1, 1, null);
                },
                companies);
    }
}
