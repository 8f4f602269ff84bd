package io.joblane.fleet.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.DomainWebServer;
import io.joblane.testing.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VehicleControllerTests {
    private static final String PATH = "/api/v1/vehicles";

    private final ApiClient dispatcher = DomainWebServer.as(Role.DISPATCHER);

    @Test
    void aVehicleIsCreatedReadChangedAndDeleted() {
        String plate = "web " + Rows.next();
        Answer created = dispatcher.post(PATH, vehicle(plate));
        assertThat(created.status()).isEqualTo(201);
        String location = created.header("Location");
        assertThat(created.header("ETag")).isEqualTo("\"0\"");
        assertThat(dispatcher.get(location).json().path("type").asString()).isEqualTo("van");

        Answer changed = dispatcher.with("If-Match", "\"0\"").send("PATCH", location, "{\"status\": \"maintenance\"}");
        assertThat(changed.json().path("status").asString()).isEqualTo("maintenance");
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");
        Answer late = dispatcher.with("If-Match", "\"0\"").send("PATCH", location, "{\"status\": \"available\"}");
        assertThat(late.status()).isEqualTo(412);

        assertThat(dispatcher.send("DELETE", location, null).status()).isEqualTo(204);
        assertThat(dispatcher.get(location).code()).isEqualTo("vehicle_unknown");
    }

    @Test
    void aRepeatedCreationHasTheFirstAnswer() {
        String body = vehicle("twice " + Rows.next());
        ApiClient once = dispatcher.with("Idempotency-Key", "vehicle-" + Rows.next());

        Answer first = once.post(PATH, body);
        assertThat(once.post(PATH, body).json().path("id"))
                .isEqualTo(first.json().path("id"));
        assertThat(dispatcher.post(PATH, body).code()).isEqualTo("plate_taken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"capacity\": 0",
                "\"luggageCapacity\": -1",
                "\"hourlyRate\": 1.234",
                "\"make\": \"  \"",
                "\"type\": \"boat\"",
                "\"mileage\": -1",
                "\"plate\": \"123456789012345678901\""
            })
    void whatCannotBeIsRefusedByName(String field) {
        String id = dispatcher
                .post(PATH, vehicle("bad " + Rows.next()))
                .json()
                .path("id")
                .asString();
        Answer answer = dispatcher.send("PATCH", PATH + "/" + id, "{" + field + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo(field.substring(1, field.indexOf('"', 1)));
    }

    @Test
    void theListIsFilteredAndPaged() {
        for (int i = 0; i < 3; i++) {
            dispatcher.post(PATH, vehicle("page " + Rows.next()).replace("van", "minibus"));
        }
        Answer first = dispatcher.get(PATH + "?type=minibus&status=available&limit=2");
        assertThat(first.json().path("items").size()).isEqualTo(2);
        Answer second = dispatcher.get(PATH + "?type=minibus&status=available&limit=2&after="
                + first.json().path("next").asString());
        assertThat(second.json().path("items").size()).isEqualTo(1);
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(dispatcher.get(PATH + "?status=flying").status()).isEqualTo(400);
    }

    @Test
    void onlyStaffSeesTheFleet() {
        assertThat(DomainWebServer.anonymous().get(PATH).status()).isEqualTo(401);
        assertThat(DomainWebServer.as(Role.AGENT).get(PATH).status()).isEqualTo(403);
        assertThat(DomainWebServer.as(Role.AGENT).post(PATH, vehicle("no")).status())
                .isEqualTo(403);
    }

    private static String vehicle(String plate) {
        return """
                {"plate": "%s", "make": "Ford", "model": "Transit", "type": "van", "capacity": 8, "luggageCapacity": 6,
                 "hourlyRate": 30.50}
                """.formatted(plate);
    }
}
