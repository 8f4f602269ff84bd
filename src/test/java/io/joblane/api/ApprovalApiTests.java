package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Customers, prospects and requests through their routes. */
class ApprovalApiTests extends ApiTest {
    private static final String APPROVALS = "/api/v1/approvals";
    private static final String CUSTOMERS = "/api/v1/customers";

    @Test
    void aSalespersonSubmitsAndAManagerDecides() {
        Answer customer = customer("Riverside");
        String path = CUSTOMERS + "/" + id(customer);
        ApiClient sales = as(Role.SALESPERSON);
        assertThat(sales.with("If-Match", "\"0\"")
                        .send("PUT", path, body("Riverside", "x@y.example"))
                        .status())
                .isEqualTo(403);
        ApiClient once = sales.with("Idempotency-Key", UUID.randomUUID().toString());
        String change = json(Map.of("phone", "+1 555 0133", "version", 0, "reason", "New line"));
        UUID request = approval(ok(201, once.post(path + "/change-requests", change)));
        assertThat(approval(ok(201, once.post(path + "/change-requests", change))))
                .isEqualTo(request);
        assertThat(sales.post(path + "/change-requests", json(Map.of("phone", "+1", "version", 7)))
                        .status())
                .isEqualTo(412);
        assertThat(sales.post(path + "/change-requests", "{}").code()).isEqualTo("nothing_to_change");

        assertThat(sales.post(APPROVALS + "/" + request + "/decision", decision("approved"))
                        .status())
                .as("salespeople decide nothing")
                .isEqualTo(403);
        ApiClient manager = as(Role.MANAGER);
        JsonNode listed = waits(manager, request);
        assertThat(listed.path("summary").asString()).isEqualTo("Update Riverside: phone");
        assertThat(listed.at("/difference/phone/after").asString()).isEqualTo("+1 555 0133");
        assertThat(manager.post(APPROVALS + "/" + request + "/decision", decision("rejected"))
                        .code())
                .isEqualTo("reason_required");
        JsonNode decided = ok(200, manager.post(APPROVALS + "/" + request + "/decision", decision("approved")))
                .json();
        assertThat(decided.path("result").asString()).isEqualTo("done");
        assertThat(decided.path("state").asString()).isEqualTo("applied");
        assertThat(ok(200, manager.post(APPROVALS + "/" + request + "/decision", decision("approved")))
                        .json()
                        .path("result")
                        .asString())
                .isEqualTo("already_done");
        assertThat(admin().post(APPROVALS + "/" + request + "/decision", decision("approved"))
                        .code())
                .isEqualTo("no_longer_possible");
        assertThat(ok(200, sales.get(path)).json().at("/customer/phone").asString())
                .isEqualTo("+1 555 0133");
        JsonNode whole = ok(200, sales.get(APPROVALS + "/" + request)).json();
        assertThat(whole.at("/decisions/0/byName").asString()).isEqualTo("Test manager");
        JsonNode history = ok(200, sales.get(path + "/history?limit=1")).json();
        assertThat(history.at("/items/0/changes/phone/after").asString()).isEqualTo("+1 555 0133");
        assertThat(ok(
                                200,
                                sales.get(path + "/history?limit=1&after="
                                        + history.path("next").asString()))
                        .json()
                        .at("/items/0/action")
                        .asString())
                .isEqualTo("create");
        assertThat(sales.get(APPROVALS + "?state=lost").status()).isEqualTo(400);
    }

    @Test
    void manyAreDecidedAtOnceEachOnItsOwn() {
        ApiClient sales = as(Role.SALESPERSON);
        ApiClient manager = as(Role.MANAGER);
        List<UUID> requests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Answer customer = customer("Bulk " + i);
            requests.add(approval(ok(
                    201,
                    sales.post(
                            CUSTOMERS + "/" + id(customer) + "/change-requests", json(Map.of("address", "A " + i))))));
        }
        requests.forEach(request -> waits(manager, request));
        ok(200, sales.post(APPROVALS + "/" + requests.get(1) + "/withdraw", null));
        ok(200, sales.post(APPROVALS + "/" + requests.get(1) + "/withdraw", null));
        UUID unknown = UUID.randomUUID();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ids", List.of(requests.get(0), requests.get(1), unknown, requests.get(2)));
        body.put("decision", "approved");
        JsonNode items = ok(200, manager.post(APPROVALS + "/decisions", json(body)))
                .json()
                .path("items");
        assertThat(items.valueStream().map(item -> item.path("result").asString()))
                .containsExactly("done", "refused", "refused", "done");
        assertThat(items.get(1).path("code").asString()).isEqualTo("no_longer_possible");
        assertThat(items.get(2).path("code").asString()).isEqualTo("approval_unknown");
        body.put("decision", "rejected");
        assertThat(manager.post(APPROVALS + "/decisions", json(body)).code()).isEqualTo("reason_required");
        body.put("ids", List.of());
        assertThat(manager.post(APPROVALS + "/decisions", json(body)).status()).isEqualTo(400);
    }

    @Test
    void whatIsSaidOfARequestStaysWithIt() {
        ApiClient sales = as(Role.SALESPERSON);
        ApiClient manager = as(Role.MANAGER);
        UUID request = approval(ok(
                201,
                sales.post(
                        CUSTOMERS + "/" + id(customer("Talk")) + "/contact-requests",
                        json(Map.of("firstName", "Tom", "lastName", "Davis", "role", "billing")))));
        waits(manager, request);
        ok(
                200,
                manager.post(
                        APPROVALS + "/" + request + "/decision",
                        json(Map.of("decision", "asked_back", "reason", "Who is that?"))));
        Answer answer = ok(
                201, sales.post(APPROVALS + "/" + request + "/comments", json(Map.of("text", "The new bookkeeper"))));
        assertThat(answer.json().path("kind").asString()).isEqualTo("answer");
        assertThat(sales.post(APPROVALS + "/" + request + "/comments", "{\"text\":\" \"}")
                        .status())
                .isEqualTo(400);
        assertThat(dispatcher().get(APPROVALS + "/" + request).status())
                .as("the managers'")
                .isEqualTo(404);
        assertThat(manager.post(APPROVALS + "/" + request + "/withdraw", null).code())
                .isEqualTo("not_your_request");
        ok(200, sales.post(APPROVALS + "/" + request + "/withdraw", null));
        assertThat(manager.get(APPROVALS + "?state=withdrawn&type=customer_contact")
                        .json()
                        .toString())
                .contains(request.toString());
    }

    @Test
    void anAgentReadsTheirOwnRequestAndNoOther() {
        Driver ann = driver(1);
        Answer asked = ok(
                201,
                ann.phone()
                        .post(
                                "/api/v1/mobile/time-off",
                                json(Map.of("firstDay", "2099-01-05", "lastDay", "2099-01-05"))));
        assertThat(ok(200, ann.phone().get(APPROVALS + "/" + id(asked)))
                        .json()
                        .at("/request/type")
                        .asString())
                .isEqualTo("time_off");
        assertThat(driver(1).phone().get(APPROVALS + "/" + id(asked)).status()).isEqualTo(404);
        assertThat(ann.phone().get(APPROVALS).status()).isEqualTo(403);
        ok(200, ann.phone().post("/api/v1/mobile/time-off/" + id(asked) + "/withdraw", null));
    }

    @Test
    void salespeopleKeepTheirOwnProspectsContactsAndVisits() {
        ApiClient sales = as(Role.SALESPERSON);
        Answer prospect = ok(201, sales.post("/api/v1/prospects", json(Map.of("name", "Sunset Village"))));
        String path = "/api/v1/prospects/" + id(prospect);
        assertThat(sales.post(path + "/conversion-requests", "{\"version\":0}").code())
                .isEqualTo("prospect_incomplete");
        Answer changed = ok(
                200,
                sales.with("If-Match", "\"0\"")
                        .send(
                                "PUT",
                                path,
                                json(Map.of(
                                        "name",
                                        "Sunset Village",
                                        "email",
                                        UUID.randomUUID() + "@sun.example",
                                        "phone",
                                        "+1 555 0144"))));
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");
        Answer tag = ok(201, admin().post("/api/v1/visit-tags", json(Map.of("name", "Hot " + UUID.randomUUID()))));
        assertThat(sales.post("/api/v1/visit-tags", json(Map.of("name", "Mine")))
                        .status())
                .isEqualTo(403);
        Map<String, Object> visit = new LinkedHashMap<>();
        visit.put("prospectId", id(prospect));
        visit.put("visitedAt", now().minusSeconds(60));
        visit.put("notes", "Met the owner");
        visit.put("tags", List.of(id(tag)));
        ok(201, sales.post("/api/v1/sales-visits", json(visit)));
        assertThat(ok(200, sales.get("/api/v1/sales-visits?prospectId=" + id(prospect)))
                        .json()
                        .at("/items/0/tags/0")
                        .asString())
                .startsWith("Hot ");
        visit.put("tags", List.of(UUID.randomUUID()));
        assertThat(sales.post("/api/v1/sales-visits", json(visit)).code()).isEqualTo("visit_tag_unknown");
        Map<String, Object> person =
                new LinkedHashMap<>(Map.of("prospectId", id(prospect), "firstName", "Ann", "lastName", "Lee"));
        Answer met = ok(201, sales.post("/api/v1/sales-contacts", json(person)));
        assertThat(sales.post("/api/v1/sales-contacts/" + id(met) + "/submissions", "{\"role\":\"billing\"}")
                        .code())
                .isEqualTo("not_at_a_customer");
        person.put("customerId", UUID.randomUUID());
        assertThat(sales.post("/api/v1/sales-contacts", json(person)).code()).isEqualTo("one_place");

        UUID request = approval(ok(201, sales.post(path + "/conversion-requests", "{\"version\":1}")));
        waits(admin(), request);
        ok(200, admin().post(APPROVALS + "/" + request + "/decision", decision("approved")));
        JsonNode converted = ok(200, sales.get(path)).json();
        assertThat(converted.path("status").asString()).isEqualTo("converted");
        String customer = CUSTOMERS + "/" + converted.path("customerId").asString();
        assertThat(ok(200, sales.get(customer))
                        .json()
                        .at("/contacts/0/lastName")
                        .asString())
                .isEqualTo("Lee");
        ok(200, sales.get("/api/v1/dormancies"));
    }

    @Test
    void customersHaveManyContactsOneOfThemTheFirst() {
        UUID company = id(ok(
                201,
                admin().post("/api/v1/management-companies", json(Map.of("name", "Greystar " + UUID.randomUUID())))));
        Answer customer = customer("Many");
        String path = CUSTOMERS + "/" + id(customer);
        Map<String, Object> body = new LinkedHashMap<>(
                Map.of("name", "Many", "email", UUID.randomUUID() + "@m.example", "phone", "+1 555 0100"));
        body.put("managementCompanyId", company);
        assertThat(admin().send("PUT", path, json(body)).status()).isEqualTo(428);
        assertThat(admin().with("If-Match", "\"9\"")
                        .send("PUT", path, json(body))
                        .status())
                .isEqualTo(412);
        assertThat(ok(200, admin().with("If-Match", "\"0\"").send("PUT", path, json(body)))
                        .json()
                        .path("managementCompany")
                        .asString())
                .startsWith("Greystar");
        Answer ann = ok(201, admin().post(path + "/contacts", contact("Ann", true)));
        Answer ben = ok(201, admin().post(path + "/contacts", contact("Ben", true)));
        JsonNode contacts = ok(200, admin().get(path + "/contacts")).json().path("items");
        assertThat(contacts.get(0).path("firstName").asString()).isEqualTo("Ben");
        assertThat(contacts.get(1).path("isPrimary").asBoolean()).isFalse();
        String first = path + "/contacts/" + id(ann);
        ok(200, admin().with("If-Match", "\"1\"").send("PUT", first, contact("Anna", false)));
        ok(204, admin().send("DELETE", path + "/contacts/" + id(ben), null));
        assertThat(as(Role.SALESPERSON).send("DELETE", first, null).status()).isEqualTo(403);
        assertThat(ok(200, admin().get(CUSTOMERS + "?managementCompanyId=" + company))
                        .json()
                        .path("items")
                        .size())
                .isOne();
    }

    @Test
    void aPersonHasAClockOfTheirOwn() {
        ApiClient manager = as(Role.MANAGER);
        String path = "/api/v1/me/time-zone";
        assertThat(manager.send("PUT", path, "{\"timeZone\":\"Mars/Olympus\"}").code())
                .isEqualTo("unknown_time_zone");
        ok(200, manager.send("PUT", path, "{\"timeZone\":\"Europe/Berlin\"}"));
        assertThat(ok(200, manager.get(path)).json().path("timeZone").asString())
                .isEqualTo("Europe/Berlin");
        ok(204, manager.send("DELETE", path, null));
        assertThat(ok(200, manager.get(path)).json().path("timeZone").isNull()).isTrue();
    }

    private Answer customer(String name) {
        return ok(201, admin().post(CUSTOMERS, body(name, UUID.randomUUID() + "@c.example")));
    }

    private static String body(String name, String email) {
        return json(Map.of("name", name, "email", email, "phone", "+1 555 0100"));
    }

    private static String contact(String first, boolean primary) {
        return json(Map.of("firstName", first, "lastName", "X", "isPrimary", primary));
    }

    private static String decision(String decision) {
        return json(Map.of("decision", decision));
    }

    private static UUID approval(Answer answer) {
        return UUID.fromString(answer.json().path("approvalId").asString());
    }

    /** The request as the list shows it, once it is known who decides. */
    private JsonNode waits(ApiClient approver, UUID request) {
        JsonNode[] found = new JsonNode[1];
        await("the request " + request, () -> {
            for (JsonNode each :
                    approver.get(APPROVALS + "?state=pending&limit=200").json().path("items")) {
                if (each.path("id").asString().equals(request.toString())
                        && !each.path("group").isNull()) {
                    found[0] = each;
                }
            }
            return found[0] != null;
        });
        return found[0];
    }
}
