package io.joblane.workforce.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Availability, skills and time off as clients see them. */
class WorkforceApiTests extends ApiTest {
    private static final String DAYS = "/api/v1/availability";
    private static final String SKILLS = "/api/v1/skills";
    private static final String TIME_OFF = "/api/v1/mobile/time-off";

    private LocalDate today;

    @BeforeEach
    void today() {
        today = LocalDate.ofInstant(now(), ZoneId.of("America/New_York"));
    }

    @Test
    void anAgentPlansTheirWeekAndTheOfficeSeesIt() {
        Driver ada = driver(1);
        Answer planned = ok(
                201,
                ada.phone()
                        .post(
                                DAYS,
                                json(Map.of(
                                        "from",
                                        today,
                                        "to",
                                        today.plusDays(1),
                                        "available",
                                        true,
                                        "notes",
                                        "from ten on"))));
        assertThat(states(planned)).containsExactly("available agent", "available agent");
        Answer pattern = ok(200, ada.phone().send("PUT", DAYS + "/pattern", json(Map.of("days", everyDay(false)))));
        assertThat(pattern.header("ETag"))
                .isEqualTo("\"" + pattern.json().path("version").asInt() + "\"");

        Answer seen = ok(200, dispatcher().get(DAYS + "/" + ada.id() + "?from=" + today));
        assertThat(states(seen)).hasSize(7).startsWith("available agent", "available agent", "unavailable pattern");
        assertThat(states(ok(200, ada.phone().get(DAYS + "/" + ada.id() + "?from=" + today))))
                .isEqualTo(states(seen));
        JsonNode row = inCalendar(ada.id());
        assertThat(row.path("days").size()).isEqualTo(7);
        assertThat(row.path("days").get(0).path("notes").asString()).isEqualTo("from ten on");
    }

    @Test
    void whatIsSaidOfADayIsChangedAndRemovedWithItsTag() {
        Driver ada = driver(1);
        JsonNode day = ok(
                        201,
                        dispatcher().post(DAYS, json(Map.of("agentId", ada.id(), "from", today, "available", true))))
                .json()
                .path("items")
                .get(0);
        String path = DAYS + "/" + day.path("id").asString();
        String away = json(Map.of("available", false, "away", true));
        assertThat(ada.phone().with("If-Match", "\"9\"").send("PUT", path, away).status())
                .isEqualTo(412);
        Answer changed = ok(200, ada.phone().with("If-Match", "\"0\"").send("PUT", path, away));
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");
        assertThat(changed.json().path("state").asString()).isEqualTo("away");

        ok(204, ada.phone().with("If-Match", "\"1\"").send("DELETE", path, null));
        assertThat(ada.phone().send("DELETE", path, null).code()).isEqualTo("availability_unknown");
        assertThat(states(dispatcher().get(DAYS + "/" + ada.id() + "?from=" + today)))
                .containsOnly("not_set null");
    }

    @Test
    void aRepeatedRequestIsAnsweredAsTheFirst() {
        Driver ada = driver(1);
        ApiClient once = ada.phone().with("Idempotency-Key", UUID.randomUUID().toString());
        String body = json(Map.of("from", today, "available", true));
        Answer first = ok(201, once.post(DAYS, body));
        Answer again = ok(201, once.post(DAYS, body));
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void nonsenseIsRefusedWithAReason() {
        Driver ada = driver(1);
        ApiClient phone = ada.phone();
        assertThat(phone.post(DAYS, json(Map.of("from", today.minusDays(1), "available", true)))
                        .code())
                .isEqualTo("day_passed");
        assertThat(phone.post(DAYS, json(Map.of("from", today, "to", today.minusDays(1), "available", true)))
                        .code())
                .isEqualTo("invalid_range");
        assertThat(phone.post(DAYS, json(Map.of("from", today, "to", today.plusDays(366), "available", true)))
                        .code())
                .isEqualTo("invalid_range");
        assertThat(phone.post(DAYS, json(Map.of("from", today, "available", true, "away", true)))
                        .code())
                .isEqualTo("away_and_available");
        assertThat(phone.post(DAYS, json(Map.of("from", today, "available", true, "notes", "x".repeat(501))))
                        .status())
                .isEqualTo(400);
        assertThat(dispatcher()
                        .post(DAYS, json(Map.of("from", today, "available", true)))
                        .code())
                .isEqualTo("agent_required");
        assertThat(dispatcher()
                        .get(DAYS + "/calendar?from=" + today + "&to=" + today.plusDays(42))
                        .code())
                .isEqualTo("invalid_range");
        assertThat(phone.send(
                                "PUT",
                                DAYS + "/pattern",
                                json(Map.of("days", List.of(Map.of("weekday", 8, "available", true)))))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void othersDaysAreNotThereForAnAgentAndTheSalespersonOnlyReads() {
        Driver ada = driver(1);
        Driver bob = driver(1);
        assertThat(bob.phone().get(DAYS + "/" + ada.id() + "?from=" + today).status())
                .isEqualTo(404);
        assertThat(bob.phone().get(DAYS + "/calendar?from=" + today).status()).isEqualTo(403);
        assertThat(bob.phone().get(DAYS + "/patterns/" + ada.id()).status()).isEqualTo(403);
        assertThat(dispatcher().get(DAYS + "/pattern").status()).isEqualTo(403);
        assertThat(bob.phone()
                        .post(DAYS, json(Map.of("agentId", ada.id(), "from", today, "available", true)))
                        .status())
                .isEqualTo(404);
        ApiClient salesperson = as(Role.SALESPERSON);
        ok(200, salesperson.get(DAYS + "/calendar?from=" + today));
        assertThat(salesperson
                        .post(DAYS, json(Map.of("agentId", ada.id(), "from", today, "available", true)))
                        .status())
                .isEqualTo(403);
        ok(200, dispatcher().send("PUT", DAYS + "/patterns/" + ada.id(), json(Map.of("days", everyDay(true)))));
        assertThat(ok(200, ada.phone().get(DAYS + "/pattern"))
                        .json()
                        .path("days")
                        .size())
                .isEqualTo(7);
    }

    @Test
    void theOfficeKeepsSkillsAndCertificates() {
        Driver ada = driver(1);
        Driver bob = driver(1);
        Answer added = ok(201, dispatcher().post(SKILLS, json(Map.of("name", "Crane", "needsCertificate", true))));
        assertThat(dispatcher()
                        .post(SKILLS, json(Map.of("name", "cRANE", "needsCertificate", false)))
                        .code())
                .isEqualTo("skill_exists");
        String skill = SKILLS + "/" + id(added);
        Answer renamed = ok(
                200,
                dispatcher()
                        .with("If-Match", added.header("ETag"))
                        .send("PUT", skill, json(Map.of("name", "Tower crane", "needsCertificate", true))));
        assertThat(renamed.header("ETag")).isEqualTo("\"1\"");
        assertThat(ok(200, as(Role.SALESPERSON).get(skill)).json().path("name").asString())
                .isEqualTo("Tower crane");

        String of = "/api/v1/agents/" + ada.id() + "/skills";
        String one = of + "/" + id(added);
        assertThat(dispatcher().send("PUT", one, "{}").code()).isEqualTo("certificate_required");
        ok(
                200,
                dispatcher()
                        .send(
                                "PUT",
                                one,
                                json(Map.of("certificateNumber", "C-7", "certificateUntil", today.plusDays(10)))));
        assertThat(ok(200, ada.phone().get(of))
                        .json()
                        .path("items")
                        .get(0)
                        .path("certificateNumber")
                        .asString())
                .isEqualTo("C-7");
        assertThat(bob.phone().get(of).status()).isEqualTo(404);
        assertThat(ada.phone().send("PUT", one, "{}").status()).isEqualTo(403);

        assertThat(items(dispatcher().get(SKILLS + "/expiring?days=9"))).isEmpty();
        JsonNode expiring =
                items(ok(200, dispatcher().get(SKILLS + "/expiring?days=10"))).get(0);
        assertThat(expiring.path("daysLeft").asInt()).isEqualTo(10);
        assertThat(expiring.path("skill").asString()).isEqualTo("Tower crane");
        assertThat(dispatcher().get(SKILLS + "/expiring?days=-1").status()).isEqualTo(400);
        assertThat(dispatcher().send("DELETE", skill, null).code()).isEqualTo("skill_in_use");
        ok(204, dispatcher().send("DELETE", one, null));
        ok(204, dispatcher().send("DELETE", skill, null));
        assertThat(dispatcher().get(skill).code()).isEqualTo("skill_unknown");
    }

    @Test
    void anAgentAsksForTimeOffAndAManagerDecidesAmongTheirTasks() {
        Driver ada = driver(1);
        String body = json(Map.of("firstDay", today.plusDays(10), "lastDay", today.plusDays(12), "reason", "Wedding"));
        Answer asked = ok(201, ada.phone().post(TIME_OFF, body));
        assertThat(ada.phone().post(TIME_OFF, body).code()).isEqualTo("time_off_overlaps");
        assertThat(driver(1).phone().get(TIME_OFF + "/" + id(asked)).status()).isEqualTo(404);
        assertThat(dispatcher()
                        .get("/api/v1/time-off/" + id(asked))
                        .json()
                        .path("reason")
                        .asString())
                .isEqualTo("Wedding");
        assertThat(as(Role.SALESPERSON).get("/api/v1/time-off").status()).isEqualTo(403);

        JsonNode task = decision(as(Role.MANAGER), id(asked));
        assertThat(decisions(admin()))
                .as("admins see managers' tasks")
                .contains(id(asked).toString());
        assertThat(decisions(dispatcher())).doesNotContain(id(asked).toString());
        String complete = "/api/v1/tasks/" + task.path("id").asString() + "/complete";
        assertThat(dispatcher().post(complete, tap("approved", Map.of())).status())
                .isEqualTo(404);
        ok(200, as(Role.MANAGER).post(complete, tap("approved", Map.of())));

        assertThat(ok(200, ada.phone().get(TIME_OFF))
                        .json()
                        .path("items")
                        .get(0)
                        .path("status")
                        .asString())
                .isEqualTo("approved");
        assertThat(items(dispatcher().get("/api/v1/time-off?status=approved&agentId=" + ada.id())))
                .hasSize(1);
        assertThat(items(dispatcher().get("/api/v1/time-off?status=requested&agentId=" + ada.id())))
                .isEmpty();
        assertThat(states(dispatcher()
                        .get(DAYS + "/" + ada.id() + "?from=" + today.plusDays(9) + "&to=" + today.plusDays(13))))
                .containsExactly("not_set null", "away time_off", "away time_off", "away time_off", "not_set null");
        assertThat(ada.phone()
                        .post(TIME_OFF + "/" + id(asked) + "/withdraw", null)
                        .code())
                .isEqualTo("time_off_decided");
        await(
                "the agent is told",
                () -> items(ada.phone().get("/api/v1/notifications")).stream()
                        .anyMatch(notice -> notice.path("event").asString().equals("time_off_approved")));
    }

    @Test
    void whoIsOffDutyPlansButAsksForNoTimeOff() {
        Driver ada = driver(1);
        ok(200, ada.phone().send("PUT", "/api/v1/mobile/status", "{\"status\":\"off_duty\"}"));
        assertThat(ada.phone()
                        .post(TIME_OFF, json(Map.of("firstDay", today, "lastDay", today)))
                        .code())
                .isEqualTo("agent_status");
        ok(201, ada.phone().post(DAYS, json(Map.of("from", today, "available", false))));
        ok(200, ada.phone().get(TIME_OFF));
    }

    private JsonNode inCalendar(UUID agent) {
        String next = "";
        while (true) {
            JsonNode page = ok(200, dispatcher().get(DAYS + "/calendar?from=" + today + "&limit=2" + next))
                    .json();
            for (JsonNode row : page.path("items")) {
                if (row.path("agentId").asString().equals(agent.toString())) {
                    return row;
                }
            }
            assertThat(page.path("next").isNull()).as("the agent is on no page").isFalse();
            next = "&after=" + page.path("next").asString();
        }
    }

    private JsonNode decision(ApiClient office, UUID request) {
        JsonNode[] found = new JsonNode[1];
        await("the decision on " + request, () -> {
            for (JsonNode task : items(office.get("/api/v1/tasks?limit=200"))) {
                if (task.path("subjectId").asString("").equals(request.toString())) {
                    found[0] = task;
                }
            }
            return found[0] != null;
        });
        assertThat(found[0].path("type").asString()).isEqualTo("approval.decideRequest");
        return found[0];
    }

    private static List<String> decisions(ApiClient office) {
        return items(office.get("/api/v1/tasks?limit=200")).stream()
                .map(task -> task.path("subjectId").asString(""))
                .toList();
    }

    private static List<JsonNode> items(Answer answer) {
        List<JsonNode> items = new ArrayList<>();
        answer.json().path("items").forEach(items::add);
        return items;
    }

    private static List<String> states(Answer answer) {
        return items(answer).stream()
                .map(day ->
                        day.path("state").asString() + " " + day.path("source").asString(null))
                .toList();
    }

    private static List<Map<String, Object>> everyDay(boolean available) {
        List<Map<String, Object>> days = new ArrayList<>();
        for (int weekday = 1; weekday <= 7; weekday++) {
            days.add(Map.of("weekday", weekday, "available", available));
        }
        return days;
    }
}
