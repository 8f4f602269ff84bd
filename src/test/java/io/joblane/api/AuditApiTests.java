package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who changed what, as an admin reads it. */
class AuditApiTests extends ApiTest {
    private static final String AUDIT = "/api/v1/audit";

    @Test
    void aBookingsWayIsKeptWithWhoTookEachStep() {
        emptyTheDay();
        Driver driver = driver(1);
        UUID booking = placeNow();
        awaitStatus(booking, "assigned");
        step(driver, booking, "dispatch.acceptTrip", "accepted");
        awaitStatus(booking, "accepted");

        List<JsonNode> entries = all("?entity=booking&id=" + booking);

        JsonNode placed = entries.get(entries.size() - 1);
        assertThat(placed.path("action").asString()).isEqualTo("create");
        assertThat(placed.path("changes").path("status").path("after").asString())
                .isEqualTo("pending");
        assertThat(placed.path("who").path("kind").asString()).isEqualTo("staff");
        assertThat(placed.path("who").path("name").asString()).isEqualTo("Test dispatcher (dispatcher)");
        assertThat(placed.path("who").path("address").asString()).isNotEmpty();
        assertThat(placed.path("requestId").asString()).isNotEmpty();
        assertThat(placed.path("company").asString()).isEqualTo(company());
        JsonNode assigned = to(entries, "assigned");
        assertThat(assigned.path("who").path("kind").asString()).isEqualTo("system");
        assertThat(assigned.path("instanceKey").asString()).matches("\\d+");
        JsonNode accepted = to(entries, "accepted");
        assertThat(accepted.path("who").path("name").asString()).contains(driver.email());
        assertThat(accepted.path("who").path("kind").asString()).isEqualTo("agent");
        assertThat(accepted.path("instanceKey").asString()).matches("\\d+");
        assertThat(accepted.path("changes").path("status").path("before").asString())
                .isEqualTo("assigned");

        String user = accepted.path("who").path("userId").asString();
        assertThat(all("?user=" + user))
                .isNotEmpty()
                .allMatch(e -> e.path("who").path("userId").asString().equals(user));
        dispatcher().post(BOOKINGS + "/" + booking + "/cancel", "{\"reason\":\"end of the test\"}");
    }

    @Test
    void pagesFollowEachOtherAndMayBeOfATime() {
        ok(200, admin().get(AUDIT));
        UUID first = vehicle();
        UUID second = vehicle();
        List<JsonNode> whole = all("?limit=200");
        List<JsonNode> byThree = all("?limit=3");
        assertThat(byThree).containsAll(whole);
        assertThat(byThree.stream().map(e -> e.path("id").asString())).doesNotHaveDuplicates();
        assertThat(byThree.stream().map(e -> instant(e.path("at"))))
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(whole.stream().map(e -> e.path("entity").asString())).contains("vehicle", "company", "membership");

        assertThat(all("?entity=vehicle&id=" + first)).hasSize(1);
        assertThat(all("?entity=vehicle&id=" + second + "&to=" + now().minus(Duration.ofDays(1))))
                .isEmpty();
        assertThat(all("?entity=vehicle&id=" + second + "&from=" + now().minus(Duration.ofDays(1))))
                .hasSize(1);
    }

    @Test
    void onlyAdminsReadIt() {
        for (Role role : List.of(Role.MANAGER, Role.DISPATCHER, Role.SALESPERSON, Role.AGENT)) {
            ok(403, as(role).get(AUDIT));
        }
        ok(401, nobody().get(AUDIT));
        ok(200, as(Role.PLATFORM_ADMIN).get(AUDIT));
    }

    @Test
    void whatCannotBeAnsweredIsSaid() {
        Answer alone = ok(400, admin().get(AUDIT + "?id=" + UUID.randomUUID()));
        assertThat(alone.json().path("code").asString()).isEqualTo("entity_required");
        Answer cursor = ok(400, admin().get(AUDIT + "?after=nonsense"));
        assertThat(cursor.json().path("code").asString()).isEqualTo("invalid_cursor");
        ok(400, admin().get(AUDIT + "?user=nobody"));
        ok(400, admin().get(AUDIT + "?from=yesterday"));
        ok(400, admin().get(AUDIT + "?entity=a%00b"));
    }

    @Test
    void aRouteThatFailsLeavesNothing() {
        int before = all("?entity=vehicle").size();
        Map<String, Object> twice = newVehicle();
        ok(201, dispatcher().post("/api/v1/vehicles", json(twice)));
        ok(409, dispatcher().post("/api/v1/vehicles", json(twice)));
        assertThat(all("?entity=vehicle")).hasSize(before + 1);
    }

    private static JsonNode to(List<JsonNode> entries, String status) {
        return entries.stream()
                .filter(e -> e.path("changes")
                        .path("status")
                        .path("after")
                        .asString("")
                        .equals(status))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> all(String query) {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = ok(200, admin().get(AUDIT + query + after)).json();
            page.path("items").forEach(all::add);
            after = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").asString();
        } while (after != null);
        return all;
    }
}
