package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import io.joblane.testing.Pictures;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An agent's documents, from the phone to the office's look at them. */
class DocumentApiTests extends ApiTest {
    private static final String OWN = "/api/v1/mobile/documents";

    private LocalDate today() {
        return now().atZone(ZoneId.of("America/New_York")).toLocalDate();
    }

    @Test
    void anAgentSendsADocumentAndTheOfficeVerifiesWhatItHasSeen() {
        Driver driver = driver(1);
        Answer added = ok(201, driver.phone().post(OWN, licence(today().plusYears(1))));
        UUID id = id(added);
        assertThat(added.json().path("fileId").isNull()).isTrue();
        String office = "/api/v1/agents/" + driver.id() + "/documents";
        assertThat(ok(200, dispatcher().get(office)).json().path("items").path(0))
                .isEqualTo(added.json());
        String verification = office + "/" + id + "/verification";
        assertCode(
                409,
                "document_without_file",
                dispatcher().with("If-Match", "\"0\"").post(verification, null));

        UUID file = UUID.randomUUID();
        ok(201, driver.phone().upload(OWN + "/" + id + "/file?fileId=" + file, Pictures.PDF, "application/pdf"));

        JsonNode shown = dispatcher().get(office).json().path("items").path(0);
        assertThat(shown.path("fileId").asString()).isEqualTo(file.toString());
        assertThat(dispatcher().download("/api/v1/files/" + file + "/content").body())
                .isEqualTo(Pictures.PDF);
        assertCode(428, "precondition_required", dispatcher().post(verification, null));
        assertCode(
                412,
                "precondition_failed",
                dispatcher().with("If-Match", "\"0\"").post(verification, null));
        Answer verified = ok(
                200,
                dispatcher()
                        .with("If-Match", "\"" + shown.path("version").asInt() + "\"")
                        .post(verification, null));
        assertThat(verified.json().path("verifiedBy").asString()).contains("dispatcher");

        // Another file, or other words, and it must be looked at again.
        UUID other = UUID.randomUUID();
        ok(201, driver.phone().upload(OWN + "/" + id + "/file?fileId=" + other, Pictures.jpeg(20, 20), "image/jpeg"));
        JsonNode again = driver.phone().get(OWN).json().path("items").path(0);
        assertThat(again.path("fileId").asString()).isEqualTo(other.toString());
        assertThat(again.path("verifiedAt").isNull()).isTrue();
        assertThat(dispatcher().get("/api/v1/files/" + file).status()).isEqualTo(404);
        ok(
                200,
                dispatcher()
                        .with("If-Match", "\"" + again.path("version").asInt() + "\"")
                        .post(verification, null));
        Answer changed = ok(200, driver.phone().send("PUT", OWN + "/" + id, licence(today().plusYears(2))));
        assertThat(changed.json().path("verifiedAt").isNull()).isTrue();
        assertCode(
                412,
                "precondition_failed",
                driver.phone().with("If-Match", "\"0\"").send("PUT", OWN + "/" + id, licence(today())));
    }

    @Test
    void theOfficeKeepsDocumentsForAnAgent() {
        Driver driver = driver(1);
        String office = "/api/v1/agents/" + driver.id() + "/documents";
        UUID id = id(
                ok(201, dispatcher().with("Idempotency-Key", "d-" + driver.id()).post(office, licence(null))));
        assertThat(id(ok(
                        201,
                        dispatcher().with("Idempotency-Key", "d-" + driver.id()).post(office, licence(null)))))
                .isEqualTo(id);
        ok(
                201,
                dispatcher()
                        .upload(
                                office + "/" + id + "/file?fileId=" + UUID.randomUUID(),
                                Pictures.PDF,
                                "application/pdf"));
        assertThat(driver.phone().get(OWN).json().path("items")).hasSize(1);
        String file = driver.phone()
                .get(OWN)
                .json()
                .path("items")
                .path(0)
                .path("fileId")
                .asString();
        assertThat(driver.phone()
                        .download("/api/v1/mobile/files/" + file + "/content")
                        .body())
                .isEqualTo(Pictures.PDF);

        ok(200, dispatcher().send("PUT", office + "/" + id, licence(today())));
        ok(204, dispatcher().send("DELETE", office + "/" + id, null));
        assertThat(driver.phone().get(OWN).json().path("items")).isEmpty();
        assertCode(404, "document_unknown", dispatcher().send("DELETE", office + "/" + id, null));
    }

    @Test
    void othersDocumentsAreNotThere() {
        Driver driver = driver(1);
        Driver other = driver(1);
        UUID id = id(ok(201, driver.phone().post(OWN, licence(null))));

        assertThat(other.phone().get(OWN).json().path("items")).isEmpty();
        assertCode(404, "document_unknown", other.phone().send("PUT", OWN + "/" + id, licence(null)));
        assertCode(
                404,
                "document_unknown",
                other.phone()
                        .upload(OWN + "/" + id + "/file?fileId=" + UUID.randomUUID(), Pictures.PDF, "application/pdf"));
        assertCode(
                404,
                "document_unknown",
                dispatcher().send("DELETE", "/api/v1/agents/" + other.id() + "/documents/" + id, null));
        assertCode(404, "agent_unknown", dispatcher().get("/api/v1/agents/" + UUID.randomUUID() + "/documents"));
        assertCode(403, "forbidden", driver.phone().get("/api/v1/agents/" + driver.id() + "/documents"));
        assertCode(403, "forbidden", as(Role.SALESPERSON).get("/api/v1/documents/expiring"));
        assertCode(403, "forbidden", dispatcher().get(OWN));
    }

    @Test
    void whatExpiresIsListedByTheCompanysCalendar() {
        Driver driver = driver(1);
        String expired = id(ok(201, driver.phone().post(OWN, licence(today().minusDays(1)))))
                .toString();
        String lastDay = id(ok(201, driver.phone().post(OWN, licence(today())))).toString();
        String soon = id(ok(201, driver.phone().post(OWN, licence(today().plusDays(10)))))
                .toString();
        String later = id(ok(201, driver.phone().post(OWN, licence(today().plusDays(11)))))
                .toString();
        String forEver = id(ok(201, driver.phone().post(OWN, licence(null)))).toString();

        JsonNode all = ok(200, dispatcher().get("/api/v1/documents/expiring?days=10&limit=200"))
                .json()
                .path("items");
        List<String> ids = all.valueStream()
                .map(document -> document.path("id").asString())
                .toList();
        assertThat(ids).containsSubsequence(expired, lastDay, soon).doesNotContain(later, forEver);
        all.valueStream()
                .filter(document ->
                        document.path("agentId").asString().equals(driver.id().toString()))
                .forEach(document -> assertThat(document.path("expired").asBoolean())
                        .isEqualTo(document.path("id").asString().equals(expired)));
        assertThat(Pages.all(dispatcher(), "/api/v1/documents/expiring?days=10&limit=1").stream()
                        .map(document -> document.path("id").asString())
                        .toList())
                .isEqualTo(ids);
        assertCode(400, "validation_failed", dispatcher().get("/api/v1/documents/expiring?days=-1"));
        assertCode(400, "invalid_cursor", dispatcher().get("/api/v1/documents/expiring?after=x"));
    }

    @Test
    void nonsenseIsRefused() {
        Driver driver = driver(1);
        assertCode(
                422,
                "invalid_validity",
                driver.phone().post(OWN, document("licence", "Licence", today(), today().minusDays(1))));
        assertCode(400, "validation_failed", driver.phone().post(OWN, document("licence", " ", null, null)));
        assertCode(
                400, "validation_failed", driver.phone().post(OWN, document("licence", "x".repeat(121), null, null)));
        assertThat(driver.phone()
                        .post(OWN, document("passport", "Passport", null, null))
                        .status())
                .isEqualTo(400);
    }

    private static String licence(@Nullable LocalDate until) {
        return document("licence", "Driving licence B", null, until);
    }

    private static String document(String kind, String title, @Nullable LocalDate from, @Nullable LocalDate until) {
        Map<String, Object> body = new HashMap<>(Map.of("kind", kind, "title", title, "number", "B-77"));
        if (from != null) {
            body.put("validFrom", from);
        }
        if (until != null) {
            body.put("validUntil", until);
        }
        return json(body);
    }

    private static void assertCode(int status, String code, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }
}
