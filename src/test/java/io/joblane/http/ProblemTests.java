package io.joblane.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.WebTestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTests {
    private static final String GOOD = """
            {"customer":{"name":"Ann"},"vehicleType":"sedan","passengers":2,"pickupAt":"2026-03-01T09:30:00Z"}""";

    private static ApiClient client;

    @BeforeAll
    static void login() {
        client = WebTestServer.shared().loggedIn(Role.DISPATCHER);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/probe/faults/problem, 409, plate_taken",
        "GET, /api/v1/probe/faults/gone, 503, provider_away",
        "GET, /api/v1/probe/faults/version, 409, conflict",
        "GET, /api/v1/probe/faults/duplicate, 409, conflict",
        "GET, /api/v1/probe/faults/company, 404, unknown_company",
        "GET, /api/v1/probe/faults/database, 503, database_unavailable",
        "GET, /api/v1/probe/faults/anything, 500, internal_error",
        "GET, /api/v1/no-such-route, 404, not_found",
        "GET, /api/v1/probe/trips, 405, method_not_allowed",
        "GET, /api/v1/probe/ids/17, 400, invalid_value",
        "GET, /api/v1/probe/filter?type=spaceship, 400, invalid_value",
        "GET, /api/v1/probe/filter, 400, missing_parameter",
        "GET, /api/v1/probe/filter?type=suv, 400, missing_header",
        "GET, /api/v1/probe/limits?size=4, 400, validation_failed",
        "POST, /api/v1/probe/trips, 400, missing_body",
        "GET, /api/v1/probe/numbers?limit=0, 400, invalid_limit",
        "GET, /api/v1/probe/numbers?limit=201, 400, invalid_limit",
        "GET, /api/v1/probe/numbers?limit=x, 400, invalid_limit",
        "GET, /api/v1/probe/numbers?after=AAAA, 400, invalid_cursor",
    })
    void everyRefusalHasTheSameForm(String method, String path, int status, String code) {
        Answer answer = client.send(method, path, null);

        assertProblem(answer, status, code);
    }

    /** The JDK's client would not send it. */
    @Test
    void anAddressThatCannotBeDecodedIsRefused() {
        String answer = RawRequest.get(WebTestServer.shared().port(), "/api/v1/probe/..;/%2e%2e//x");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"code\":\"bad_request\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"customer\":                     | malformed_json    | ",
                "[]                                 | invalid_value     | ",
                "{\"passengers\":1,\"color\":1}    | unknown_field     | color",
                "{\"customer\":{\"nam\":\"A\"}}     | unknown_field     | customer.nam",
                "{\"vehicleType\": \"boat\"}        | invalid_value     | vehicleType",
                "{\"vehicleType\": 0}               | invalid_value     | vehicleType",
                "{\"passengers\": 1.5}              | invalid_value     | passengers",
                "{\"passengers\": \"2\"}            | invalid_value     | passengers",
                "{\"passengers\": null}             | invalid_value     | passengers",
                "{\"pickupAt\": \"tomorrow\"}       | invalid_value     | pickupAt",
                "{\"agentId\": \"17\"}              | invalid_value     | agentId",
                "{\"customer\":{\"name\":\" \"},\"passengers\":9} | validation_failed | customer.name",
                "{\"passengers\": 1, \"passengers\": 2} | malformed_json | ",
            })
    void aBodyThatIsNotRightNamesTheField(String body, String code, String field) {
        Answer answer = client.post("/api/v1/probe/trips", body);

        assertProblem(answer, 400, code);
        if (field != null) {
            assertThat(answer.json().path("errors").toString()).contains("\"field\":\"" + field + "\"");
        }
    }

    @Test
    void allInvalidFieldsAreNamedAtOnce() {
        Answer answer = client.post("/api/v1/probe/trips", """
                {"customer":{"name":"","email":"nobody"},"passengers":9}""");

        assertThat(answer.json()
                        .path("errors")
                        .valueStream()
                        .map(e -> e.path("field").asString()))
                .containsExactlyInAnyOrder("customer.name", "customer.email", "passengers");
    }

    @Test
    void theAllowedValuesAreSaid() {
        Answer answer = client.post("/api/v1/probe/trips", "{\"vehicleType\": \"boat\"}");

        assertThat(answer.json().path("detail").asString())
                .isEqualTo("\"vehicleType\" must be one of sedan, suv, van, minibus, luxury, wheelchair.");
    }

    @Test
    void headersSayWhatWouldHaveBeenRight() {
        assertThat(client.get("/api/v1/probe/trips").header("Allow")).contains("POST");
        assertThat(client.get("/api/v1/probe/faults/gone").header("Retry-After"))
                .isEqualTo("7");
        assertThat(client.get("/api/v1/probe/faults/problem")
                        .json()
                        .path("plate")
                        .asString())
                .isEqualTo("AB 12");
    }

    @Test
    void mediaTypesThatAreNotJsonAreRefused() {
        assertProblem(
                client.with("Content-Type", "text/csv").post("/api/v1/probe/trips", GOOD),
                415,
                "unsupported_media_type");
        assertProblem(client.with("Accept", "text/csv").post("/api/v1/probe/trips", GOOD), 406, "not_acceptable");
    }

    @Test
    void aLostRaceIsAFailedPreconditionForWhoStatedOne() {
        assertProblem(client.with("If-Match", "\"3\"").get("/api/v1/probe/faults/version"), 412, "precondition_failed");
    }

    @Test
    void theRequestIdIsTheClientsIfItIsSane() {
        assertThat(client.with("X-Request-Id", "trace-42")
                        .get("/api/v1/nope")
                        .json()
                        .path("requestId")
                        .asString())
                .isEqualTo("trace-42");
        Answer odd = client.with("X-Request-Id", "a b<script>").get("/api/v1/nope");
        assertThat(odd.header("X-Request-Id")).doesNotContain("script").hasSize(36);
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.code()).as(answer.text()).isEqualTo(code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("title").asString()).isNotBlank();
        assertThat(answer.json().path("detail").asString()).endsWith(".");
        assertThat(answer.json().path("requestId").asString()).isEqualTo(answer.header("X-Request-Id"));
        assertThat(answer.text())
                .doesNotContain("secret", "Exception", "io.joblane", "jackson", "at [Source", "trace\"");
    }
}
