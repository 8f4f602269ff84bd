package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What agents report, from the phone to the office and back. */
class IssueApiTests extends ApiTest {
    private static final String MOBILE = "/api/v1/mobile/issues";
    private static final String OFFICE = "/api/v1/issues";
    private static final String TASKS = "/api/v1/tasks";

    @Test
    void fromThePhoneOverBothDesksBackToThePhone() {
        Driver ann = driver(3);
        Answer reported = ok(201, ann.phone().post(MOBILE, issue("vehicle", null, "Flat tyre", null)));
        String id = reported.json().path("id").asString();
        assertThat(reported.header("Location")).isEqualTo(MOBILE + "/" + id);
        assertThat(reported.header("ETag")).isEqualTo("\"0\"");
        assertThat(reported.json().path("status").asString()).isEqualTo("open");
        assertThat(reported.json().path("urgency").asString()).isEqualTo("standard");

        JsonNode task = task(dispatcher(), id);
        assertThat(task.path("type").asString()).isEqualTo("support.lookIntoIssue");
        assertThat(texts(task.path("outcomes"))).containsExactly("resolved", "escalated");
        assertThat(complete(dispatcher(), task, "resolved", "").code()).isEqualTo("note_required");
        ok(200, complete(dispatcher(), task, "escalated", "Needs a new contract with the garage"));

        JsonNode settle = task(admin(), id);
        assertThat(settle.path("type").asString()).isEqualTo("support.settleIssue");
        assertThat(dispatcher().get(TASKS + "/" + settle.path("id").asString()).status())
                .as("an admin's")
                .isEqualTo(404);
        assertThat(complete(dispatcher(), settle, "resolved", "Mine").status()).isEqualTo(404);
        ok(200, complete(admin(), settle, "resolved", "The garage comes at ten"));

        JsonNode seen = ok(200, ann.phone().get(MOBILE + "/" + id)).json();
        assertThat(seen.path("status").asString()).isEqualTo("resolved");
        assertThat(seen.path("resolution").asString()).isEqualTo("The garage comes at ten");
        await(
                "the agent is told",
                () -> ann.phone()
                        .get("/api/v1/notifications")
                        .json()
                        .path("items")
                        .valueStream()
                        .anyMatch(notice -> notice.path("body").asString().equals("The garage comes at ten")));
        assertThat(ann.phone().post(MOBILE + "/" + id + "/withdraw", null).code())
                .isEqualTo("issue_resolved");
    }

    @Test
    void theOfficeFiltersAndPages() {
        Driver ann = driver(3);
        String first = report(ann, issue("site", "low", "Gate is locked", null));
        String second = report(ann, issue("safety", "low", "Loose railing", null));
        String third = report(ann, issue("site", "low", "Gate is locked again", null));
        ok(200, ann.phone().post(MOBILE + "/" + second + "/withdraw", null));
        ok(200, ann.phone().post(MOBILE + "/" + second + "/withdraw", null));

        String own = "agentId=" + ann.id();
        assertThat(ids(dispatcher(), OFFICE + "?limit=2&" + own)).containsExactly(third, second, first);
        assertThat(ids(dispatcher(), OFFICE + "?status=open&" + own)).containsExactly(third, first);
        assertThat(ids(dispatcher(), OFFICE + "?status=withdrawn&" + own)).containsExactly(second);
        assertThat(ids(dispatcher(), OFFICE + "?kind=safety&" + own)).containsExactly(second);
        assertThat(ids(dispatcher(), OFFICE + "?limit=5&bookingId=" + UUID.randomUUID()))
                .isEmpty();
        assertThat(ids(ann.phone(), MOBILE + "?limit=1")).containsExactly(third, second, first);
        assertThat(dispatcher()
                        .get(OFFICE + "/" + first)
                        .json()
                        .path("agentName")
                        .asString())
                .contains(ann.email());
        assertThat(dispatcher().get(OFFICE + "?status=lost").status()).isEqualTo(400);
    }

    @Test
    void anIssueIsAboutOnesOwnWork() {
        emptyTheDay();
        Driver ann = driver(0.2);
        Driver bob = driver(7);
        UUID booking = placeNow();
        step(ann, booking, "dispatch.acceptTrip", "accepted");
        String id = report(ann, issue("customer", "low", "Nobody opens", booking));

        assertThat(ids(dispatcher(), OFFICE + "?limit=5&bookingId=" + booking)).containsExactly(id);
        assertThat(task(dispatcher(), id).path("bookingId").asString()).isEqualTo(booking.toString());
        assertThat(bob.phone()
                        .post(MOBILE, issue("customer", "low", "Mine?", booking))
                        .code())
                .isEqualTo("booking_unknown");
        assertThat(bob.phone().get(MOBILE + "/" + id).code()).isEqualTo("issue_unknown");
        assertThat(bob.phone().post(MOBILE + "/" + id + "/withdraw", null).code())
                .isEqualTo("issue_unknown");
        assertThat(ids(bob.phone(), MOBILE + "?limit=5")).isEmpty();
        ok(200, ann.phone().post(MOBILE + "/" + id + "/withdraw", null));
    }

    @Test
    void aRepeatedReportIsOneIssue() {
        Driver ann = driver(3);
        ApiClient once = ann.phone().with("Idempotency-Key", UUID.randomUUID().toString());
        String body = issue("other", "low", "Lost my badge", null);
        String id = ok(201, once.post(MOBILE, body)).json().path("id").asString();
        Answer again = ok(201, once.post(MOBILE, body));
        assertThat(again.json().path("id").asString()).isEqualTo(id);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(ids(ann.phone(), MOBILE + "?limit=5")).containsExactly(id);
    }

    @Test
    void anIssueIsReportedInEveryWorkingStateAndOfficesAreTheirOwn() {
        Driver ann = driver(3);
        for (String status : List.of("on_break", "off_duty")) {
            ok(200, ann.phone().send("PUT", "/api/v1/mobile/status", json(Map.of("status", status))));
            report(ann, issue("safety", "low", status, null));
        }
        assertThat(ann.phone().get(OFFICE).status()).isEqualTo(403);
        assertThat(as(Role.SALESPERSON).get(OFFICE).status()).isEqualTo(403);
        assertThat(as(Role.MANAGER).get(OFFICE).status()).isEqualTo(200);
        assertThat(dispatcher().get(MOBILE).status()).isEqualTo(403);
        assertThat(nobody().get(OFFICE).status()).isEqualTo(401);
        assertThat(dispatcher().get(OFFICE + "/" + UUID.randomUUID()).code()).isEqualTo("issue_unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\": \"weather\", \"text\": \"x\"}",
                "{\"kind\": \"site\", \"text\": \" \"}",
                "{\"kind\": \"site\"}",
                "{\"text\": \"x\"}",
                "{\"kind\": \"site\", \"urgency\": \"now\", \"text\": \"x\"}",
                "{\"kind\": \"site\", \"text\": \"x\", \"bookingId\": \"1\"}"
            })
    void whatCannotBeIsRefused(String body) {
        assertThat(driver(3).phone().post(MOBILE, body).status()).isEqualTo(400);
    }

    @Test
    void aTextHasAnEndAndATopicIsOne() {
        Driver ann = driver(3);
        assertThat(ann.phone()
                        .post(MOBILE, issue("site", "low", "x".repeat(2001), null))
                        .status())
                .isEqualTo(400);
        Map<String, Object> both =
                Map.of("kind", "site", "text", "x", "bookingId", UUID.randomUUID(), "jobId", UUID.randomUUID());
        assertThat(ann.phone().post(MOBILE, json(both)).code()).isEqualTo("one_topic");
    }

    private static String report(Driver agent, String body) {
        return ok(201, agent.phone().post(MOBILE, body)).json().path("id").asString();
    }

    private static String issue(String kind, @Nullable String urgency, String text, @Nullable UUID booking) {
        Map<String, Object> body = new HashMap<>(Map.of("kind", kind, "text", text));
        if (urgency != null) {
            body.put("urgency", urgency);
        }
        if (booking != null) {
            body.put("bookingId", booking);
        }
        return json(body);
    }

    private JsonNode task(ApiClient who, String issue) {
        JsonNode[] found = new JsonNode[1];
        await("a task about " + issue, () -> {
            found[0] = Pages.all(who, TASKS + "?limit=100").stream()
                    .filter(task -> task.path("subjectId").asString("").equals(issue))
                    .findFirst()
                    .orElse(null);
            return found[0] != null;
        });
        return found[0];
    }

    private Answer complete(ApiClient who, JsonNode task, String outcome, String note) {
        return who.post(
                TASKS + "/" + task.path("id").asString() + "/complete",
                json(Map.of(
                        "actionId", UUID.randomUUID(),
                        "occurredAt", now(),
                        "outcome", outcome,
                        "data", Map.of("note", note))));
    }

    private static List<String> ids(ApiClient who, String path) {
        return Pages.all(who, path).stream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
