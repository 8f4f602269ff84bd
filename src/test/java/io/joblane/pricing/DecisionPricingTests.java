package io.joblane.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.joblane.company.Companies;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions.Evaluation;
import io.joblane.pricing.DecisionPricing.Input;
import io.joblane.shared.Money;
import io.joblane.shared.VehicleType;
import io.joblane.testing.DomainTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class DecisionPricingTests {
    private static final TripFacts TRIP = new TripFacts(
            VehicleType.LUXURY,
            new BigDecimal("12.345"),
            25,
            3,
            Instant.parse("2026-11-01T05:30:00Z"),
            "urgent",
            List.of("child_seat"));

    private final Companies companies = mock(Companies.class);
    private final List<Object> inputs = new ArrayList<>();

    @BeforeEach
    void company() {
        when(companies.current()).thenReturn(DomainTest.COMPANY);
    }

    @Test
    void theQuoteIsWhatTheDecisionSaysInTheCompanysCurrency() {
        Quote quote = pricing("""
                        {"lines": [{"code": "base", "text": "Base fee", "amount": 12},
                                   {"code": "discount", "text": "Discount", "amount": -1.5}], "total": 10.5}
                        """).quote(TRIP);

        assertThat(quote.lines())
                .containsExactly(
                        new Line("base", "Base fee", new BigDecimal("12.00")),
                        new Line("discount", "Discount", new BigDecimal("-1.50")));
        assertThat(quote.total()).isEqualTo(new Money(new BigDecimal("10.50"), "USD"));
        assertThat(quote.decisionKey()).isEqualTo(77);
        assertThat(quote.decisionVersion()).isEqualTo(4);
        // The first of the two hours from one to two in that night.
        assertThat(inputs)
                .containsExactly(new Input(
                        "acme", "luxury", new BigDecimal("12.345"), 25, 3, 1, "urgent", List.of("child_seat")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{\"lines\": [], \"total\": 0}",
                "{\"lines\": [{\"code\": \"base\", \"text\": \"Base fee\", \"amount\": 12}], \"total\": 11.99}",
                "{\"lines\": [{\"code\": \"base\", \"text\": \"Base fee\", \"amount\": 12}], \"total\": null}",
                "{\"lines\": [{\"code\": \"base\", \"text\": \"Base fee\", \"amount\": null}], \"total\": 12}",
                "{\"lines\": [{\"code\": \"base\", \"amount\": 12}], \"total\": 12}"
            })
    void aTotalThatTheLinesDoNotMakeIsAFaultOfTheModel(String answer) {
        assertThatThrownBy(() -> pricing(answer).quote(TRIP))
                .isInstanceOf(DecisionFailedException.class)
                .hasMessageContaining("tripPricing");
    }

    private Pricing pricing(String answer) {
        return new DecisionPricing(
                (decision, input) -> {
                    inputs.add(input);
                    return new Evaluation(JsonMapper.shared().readTree(answer), 77, 4, null);
                },
                companies);
    }
}
