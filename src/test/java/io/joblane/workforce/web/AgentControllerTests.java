package io.joblane.workforce.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.DomainWebServer;
import io.joblane.testing.Rows;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AgentControllerTests {
    private static final String PATH = "/api/v1/agents";

    private final ApiClient dispatcher = DomainWebServer.as(Role.DISPATCHER);

    @Test
    void anAgentIsTiedToTheLoginWithTheirAddressAndUsesThePhone() {
        JsonNode created = dispatcher.post(PATH, agent("agent@acme.example")).json();
        assertThat(created.path("status").asString()).isEqualTo("off_duty");
        ApiClient phone = DomainWebServer.as(Role.AGENT);
        assertThat(phone.get("/api/v1/mobile/me").code()).isEqualTo("agent_status");

        assertThat(setStatus(phone, "active").status()).isEqualTo(200);
        assertThat(phone.get("/api/v1/mobile/me").json().path("id")).isEqualTo(created.path("id"));
        Answer moved =
                phone.post("/api/v1/mobile/location", "{\"lat\": 1.5, \"lng\": 2.5, \"at\": \"2999-01-01T00:00:00Z\"}");
        assertThat(moved.status()).isEqualTo(204);
        assertThat(setStatus(phone, "on_break").status()).isEqualTo(200);

        JsonNode seen =
                dispatcher.get(PATH + "/" + created.path("id").asString()).json();
        assertThat(seen.path("status").asString()).isEqualTo("on_break");
        assertThat(seen.path("position").path("lat").asDouble()).isEqualTo(1.5);
        assertThat(dispatcher
                        .get(PATH + "?status=on_break")
                        .json()
                        .path("items")
                        .size())
                .isOne();
        assertThat(dispatcher.post(PATH, agent("AGENT@acme.example")).status()).isEqualTo(409);
    }

    private static Answer setStatus(ApiClient phone, String status) {
        return phone.send("PUT", "/api/v1/mobile/status", "{\"status\": \"" + status + "\"}");
    }

    @Test
    void aVehicleIsGivenAndTaken() {
        String id = dispatcher
                .post(PATH, agent("drive" + Rows.next() + "@acme.example"))
                .json()
                .path("id")
                .asString();
        String vehicle = DomainWebServer.inAcme(
                        () -> DomainWebServer.bean(Rows.class).vehicle())
                .toString();

        Answer driving = dispatcher.send("PATCH", PATH + "/" + id, "{\"currentVehicleId\": \"" + vehicle + "\"}");
        assertThat(driving.json().path("currentVehicleId").asString()).isEqualTo(vehicle);
        Answer walking = dispatcher.send("DELETE", PATH + "/" + id + "/vehicle", null);
        assertThat(walking.json().path("currentVehicleId").isNull()).isTrue();
        assertThat(walking.header("ETag")).isEqualTo("\"2\"");

        assertThat(dispatcher.send("DELETE", PATH + "/" + id, null).status()).isEqualTo(204);
        assertThat(dispatcher.get(PATH + "/" + id).code()).isEqualTo("agent_unknown");
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        Answer answer = dispatcher.post(
                PATH, "{\"name\": \"\", \"email\": \"nobody\", \"phone\": \"1\", \"home\": {\"lat\": 91, \"lng\": 0}}");

        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("name", "email", "home.lat");
    }

    @Test
    void thePhoneIsForAgentsAndTheListIsNot() {
        assertThat(dispatcher.get("/api/v1/mobile/me").status()).isEqualTo(403);
        assertThat(DomainWebServer.as(Role.AGENT).get(PATH).status()).isEqualTo(403);
        assertThat(DomainWebServer.anonymous().get("/api/v1/mobile/me").status())
                .isEqualTo(401);
    }

    private static String agent(String email) {
        return """
                {"name": "Gail Agent", "email": "%s", "phone": "+1 555 0102", "home": {"lat": 40.7, "lng": -74.0}}
                """.formatted(email);
    }
}
