package io.joblane.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.WebTestServer;
import org.junit.jupiter.api.Test;

class JsonFormTests {
    private final ApiClient client = WebTestServer.shared().loggedIn(Role.DISPATCHER);

    @Test
    void enumsAreLowerCaseTimesUtcDecimalsPlainAndNullsShown() {
        var answer = client.post("/api/v1/probe/trips", """
                {"customer":{"name":"Ann"},"vehicleType":"wheelchair","passengers":2,
                 "pickupAt":"2026-03-01T10:30:00.5+01:00","price":1E+3,"seats":{"minibus":8}}""");

        assertThat(answer.text())
                .isEqualTo(
                        "{\"customer\":{\"name\":\"Ann\",\"email\":null},\"vehicleType\":\"wheelchair\",\"passengers\":2,"
                                + "\"pickupAt\":\"2026-03-01T09:30:00.500Z\",\"price\":1000,\"agentId\":null,"
                                + "\"seats\":{\"minibus\":8}}");
    }

    @Test
    void queryParametersTakeEnumsInLowerCase() {
        assertThat(client.with("X-Probe", "!")
                        .get("/api/v1/probe/filter?type=suv")
                        .text())
                .isEqualTo("SUV!");
    }

    @Test
    void pagesEndWithACursorUntilTheLast() {
        var first = client.get("/api/v1/probe/numbers?limit=3").json();
        assertThat(first.path("items").toString()).isEqualTo("[1,2,3]");

        var second = client.get("/api/v1/probe/numbers?limit=3&after="
                        + first.path("next").asString())
                .json();
        assertThat(second.toString()).isEqualTo("{\"items\":[4,5],\"next\":null}");
    }

    @Test
    void theApiDescriptionKnowsOurForms() {
        var api = client.get("/v3/api-docs").json();

        assertThat(api.at("/info/title").asString()).isEqualTo("Joblane");
        assertThat(api.at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
        assertThat(api.at("/components/schemas/Problem/properties/code").isMissingNode())
                .isFalse();
        var numbers = api.at("/paths/~1api~1v1~1probe~1numbers/get");
        assertThat(numbers.at("/responses/default/content/application~1problem+json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/Problem");
        assertThat(numbers.path("parameters")
                        .valueStream()
                        .map(p -> p.path("name").asString()))
                .containsExactly("limit", "after");
        assertThat(api.at("/components/schemas/Trip/properties/vehicleType/enum")
                        .toString())
                .startsWith("[\"sedan\",\"suv\"");
    }
}
