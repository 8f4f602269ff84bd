package io.joblane.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.PublicRouteCheck;
import io.joblane.testing.WebTestServer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpMethod;

class AccessTests {
    private final WebTestServer server = WebTestServer.shared();

    @Test
    void onlyTheListedRoutesAnswerWithoutALogin() {
        assertThat(PublicRouteCheck.all(server.context())).hasSizeGreaterThan(15);

        assertThat(PublicRouteCheck.open(server.context(), server.port()))
                .containsExactlyInAnyOrder(
                        new PublicRoutes.Route(HttpMethod.POST, "/api/v1/auth/login"),
                        new PublicRoutes.Route(HttpMethod.GET, "/.well-known/jwks.json"),
                        new PublicRoutes.Route(HttpMethod.GET, "/actuator/health"),
                        new PublicRoutes.Route(HttpMethod.POST, "/api/v1/auth/refresh"),
                        new PublicRoutes.Route(HttpMethod.POST, "/api/v1/auth/second-factor"),
                        new PublicRoutes.Route(HttpMethod.POST, "/api/v1/auth/invitations/{token}"),
                        new PublicRoutes.Route(HttpMethod.POST, "/api/v1/auth/password-reset-requests"),
                        new PublicRoutes.Route(HttpMethod.POST, "/api/v1/auth/password-resets"));
    }

    @Test
    void inDemoModeTheApiDescriptionIsOpenTooAndTheLogMayBeJson() {
        try (WebTestServer demo = WebTestServer.start(Map.of("joblane.demo", "true", "joblane.log-format", "json"))) {
            assertThat(demo.client().get("/v3/api-docs").status()).isEqualTo(200);
            assertThat(demo.client().get("/actuator/health").text()).contains("\"databases\"");
            assertThat(demo.client().get("/api/v1/me").status()).isEqualTo(401);
            assertThat(PublicRoutes.all(true)).containsAll(PublicRouteCheck.open(demo.context(), demo.port()));
            assertThat(demo.context().getEnvironment().getProperty("logging.structured.format.console"))
                    .isEqualTo("ecs");
        }
        assertThat(server.context().getEnvironment().getProperty("logging.structured.format.console"))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void rolesOpenWhatTheyShould(Role role) {
        ApiClient client = server.loggedIn(role);
        boolean staff = role != Role.AGENT && role != Role.SALESPERSON;

        assertThat(client.get("/api/v1/probe/staff").status()).isEqualTo(staff ? 200 : 403);
        assertThat(client.get("/api/v1/probe/office").status()).isEqualTo(role == Role.AGENT ? 403 : 200);
        assertThat(client.get("/api/v1/mobile/anything").status()).isEqualTo(role == Role.AGENT ? 404 : 403);
        boolean platform = role == Role.PLATFORM_ADMIN;
        assertThat(client.get("/actuator/prometheus").status()).isEqualTo(platform ? 200 : 403);
        Answer health = client.get("/actuator/health");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json()
                        .path("components")
                        .path("databases")
                        .path("details")
                        .has("acme"))
                .isEqualTo(platform);
        assertThat(client.get("/actuator/health/databases").status()).isEqualTo(platform ? 200 : 403);
    }

    @Test
    void thePublicLearnsFromHealthThatItIsUpAndNothingElse() {
        assertThat(server.client().get("/actuator/health").text())
                .isEqualTo("{\"groups\":[\"liveness\",\"readiness\"],\"status\":\"UP\"}");
        for (String probe : List.of("liveness", "readiness")) {
            assertThat(server.client().get("/actuator/health/" + probe).text()).isEqualTo("{\"status\":\"UP\"}");
        }
        assertThat(server.client().get("/actuator/health/databases").status()).isEqualTo(401);
    }

    @Test
    void aScrapeTokenReadsTheMetricsAndNothingElse() {
        String token = "0123456789abcdef0123456789abcdef";
        try (WebTestServer scraped = WebTestServer.start(Map.of("joblane.metrics.token", token))) {
            ApiClient prometheus = scraped.client().withToken(token);

            assertThat(prometheus.get("/actuator/prometheus").status()).isEqualTo(200);
            for (String other : List.of("/actuator/info", "/actuator/health", "/api/v1/me", "/api/v1/probe/staff")) {
                assertThat(prometheus.get(other).status()).as(other).isEqualTo(401);
            }
            assertThat(scraped.client()
                            .withToken(token + "0")
                            .get("/actuator/prometheus")
                            .status())
                    .isEqualTo(401);
            assertThat(scraped.client().get("/actuator/prometheus").status()).isEqualTo(401);
        }
        for (String unset : List.of(token, "-")) {
            assertThat(server.client()
                            .withToken(unset)
                            .get("/actuator/prometheus")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void whoHasOneCompanyNeedsNotChoose() {
        Answer answer = server.loggedIn(Role.DISPATCHER).get("/api/v1/probe/place");

        assertThat(answer.text())
                .isEqualTo("{\"company\":\"acme\",\"actor\":\"Test dispatcher (dispatcher)\",\"staff\":true}");
    }

    @Test
    void whoHasSeveralChoosesAndHasTheRoleOfThatCompanyOnly() {
        ApiClient both = server.client().login("both@acme.example", WebTestServer.PASSWORD);

        for (String encoded : List.of("/api/v1/probe/place", "/%61pi/v1/probe/place", "/api/v1/%70robe/place")) {
            assertThat(both.get(encoded).code()).as(encoded).isEqualTo("company_required");
        }
        for (String own : List.of("/api/v1/me", "/%61pi/v1/me", "/api/v1/me/sessions", "/api/v1/me/second-factor")) {
            assertThat(both.get(own).status()).as(own).isEqualTo(200);
        }
        assertThat(both.with("X-Company", "acme").get("/api/v1/probe/staff").status())
                .isEqualTo(200);
        assertThat(both.with("X-Company", "globex").get("/api/v1/probe/staff").code())
                .isEqualTo("forbidden");
        assertThat(both.with("X-Company", "globex")
                        .get("/api/v1/probe/place")
                        .json()
                        .path("actor")
                        .asString())
                .isEqualTo("Both (agent)");
    }

    @Test
    void anotherCompanyIsForbiddenWhetherItExistsOrNot() {
        ApiClient dispatcher = server.loggedIn(Role.DISPATCHER);

        for (String slug : List.of("globex", "no-such-company", "acme'--")) {
            Answer answer = dispatcher.with("X-Company", slug).get("/api/v1/probe/place");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("company_forbidden");
        }
    }

    @Test
    void concurrentRequestsKeepTheirOwnCompanyAndPerson() {
        ApiClient both = server.client().login("both@acme.example", WebTestServer.PASSWORD);
        ApiClient manager = server.loggedIn(Role.MANAGER);

        assertThat(IntStream.range(0, 200).parallel().allMatch(i -> {
                    String company = i % 2 == 0 ? "acme" : "globex";
                    String role = i % 2 == 0 ? "admin" : "agent";
                    String place = both.with("X-Company", company)
                            .get("/api/v1/probe/place")
                            .text();
                    String other = manager.get("/api/v1/probe/place").text();
                    return place.contains("\"company\":\"" + company + "\",\"actor\":\"Both (" + role + ")\"")
                            && other.contains("\"company\":\"acme\",\"actor\":\"Test manager (manager)\"");
                }))
                .isTrue();
    }
}
