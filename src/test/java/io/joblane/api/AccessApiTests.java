package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.PublicRoutes;
import io.joblane.identity.PublicRoutes.Route;
import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import io.joblane.testing.PublicRouteCheck;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

class AccessApiTests extends ApiTest {
    private static final UUID SOME = UUID.fromString("00000000-0000-7000-8000-000000000000");

    @Autowired
    ApplicationContext context;

    @Test
    void noRouteOpensWithoutALogInButThoseOfTheList() {
        List<Route> all = PublicRouteCheck.all(context);
        assertThat(all.stream().map(Route::pattern).distinct()).hasSizeGreaterThan(35);
        assertThat(PublicRouteCheck.open(context, port))
                .isSubsetOf(PublicRoutes.ALWAYS)
                .isNotEmpty();
    }

    /** The allow-list is not longer than what the product needs. */
    @Test
    void theListOfOpenRoutesIsShort() {
        assertThat(PublicRoutes.ALWAYS.stream().map(r -> r.method() + " " + r.pattern()))
                .containsExactlyInAnyOrder(
                        "POST /api/v1/auth/login",
                        "POST /api/v1/auth/refresh",
                        "POST /api/v1/auth/second-factor",
                        "POST /api/v1/auth/invitations/{token}",
                        "POST /api/v1/auth/password-reset-requests",
                        "POST /api/v1/auth/password-resets",
                        "GET /.well-known/jwks.json",
                        "GET /actuator/health",
                        "GET /actuator/health/liveness",
                        "GET /actuator/health/readiness",
                        "GET /api/v1/ratings/{token}",
                        "POST /api/v1/ratings/{token}",
                        "GET /api/v1/unsubscriptions/{token}",
                        "POST /api/v1/unsubscriptions/{token}",
                        "POST /api/v1/webhooks/twilio/{company}/status",
                        "POST /api/v1/webhooks/twilio/{company}/inbound",
                        "POST /api/v1/webhooks/sendgrid/{company}",
                        "POST /api/v1/webhooks/stripe/{company}");
    }

    @Test
    void agentsStayOutOfTheOffice() {
        ApiClient phone = driver(3).phone();
        for (Route route : List.of(
                get("/api/v1/agents"),
                get("/api/v1/vehicles"),
                get("/api/v1/invoices"),
                get("/api/v1/tasks"),
                get("/api/v1/invoices/" + SOME),
                get(BOOKINGS + "/" + SOME + "/candidates"),
                get(BOOKINGS + "/" + SOME + "/dispatch-decisions"),
                get("/api/v1/notifications?bookingId=" + SOME),
                get("/api/v1/outbox/dead-letters"),
                post(BOOKINGS + "/" + SOME + "/auto-dispatch"),
                post(BOOKINGS + "/" + SOME + "/payment-confirmations"),
                post(BOOKINGS + "/" + SOME + "/rating-links"),
                get("/actuator/prometheus"))) {
            Answer answer = phone.send(route.method().name(), route.pattern(), null);
            assertThat(answer.status()).as(route + " " + answer.text()).isEqualTo(403);
        }
        assertThat(phone.post(BOOKINGS, json(laterOrder())).status()).isEqualTo(403);
        assertThat(phone.send("PATCH", BOOKINGS + "/" + SOME, "{}").status()).isEqualTo(403);
    }

    @Test
    void theOfficeHasNoPhone() {
        for (String path : List.of("dashboard", "tasks", "me")) {
            assertThat(dispatcher().get("/api/v1/mobile/" + path).status()).isEqualTo(403);
        }
        assertThat(dispatcher()
                        .send("PUT", "/api/v1/mobile/status", "{\"status\":\"active\"}")
                        .status())
                .isEqualTo(403);
    }

    /** Whatever is sent: who sells changes nothing of a customer, nor anything else of the company. */
    @Test
    void aSalespersonChangesNothing() {
        UUID booking = place(laterOrder());
        awaitStatus(booking, "awaiting_assignment");
        ApiClient sales = as(Role.SALESPERSON);
        String before = rows();
        List<Route> writes = PublicRouteCheck.all(context).stream()
                .filter(route -> route.pattern().startsWith("/api/v1/") && route.method() != HttpMethod.GET)
                .filter(route -> !route.pattern().startsWith("/api/v1/auth/")
                        && !route.pattern().startsWith("/api/v1/me")
                        && !route.pattern().startsWith("/api/v1/ratings/"))
                .distinct()
                .toList();
        assertThat(writes).hasSizeGreaterThan(30);
        for (Route route : writes) {
            String path = route.pattern().replaceAll("\\{slug}", company()).replaceAll("\\{[^}]*}", booking.toString());
            Answer answer = sales.with("If-Match", "*").send(route.method().name(), path, "{}");
            assertThat(answer.status()).as(route + " " + answer.text()).isBetween(400, 404);
        }
        assertThat(sales.post(BOOKINGS, json(laterOrder())).status()).isEqualTo(403);
        assertThat(sales.with("If-Match", "*")
                        .send("PATCH", BOOKINGS + "/" + booking, "{\"passengers\": 1}")
                        .status())
                .isEqualTo(403);
        assertThat(sales.post(BOOKINGS + "/" + booking + "/cancel", "{\"reason\": \"x\"}")
                        .status())
                .isEqualTo(403);
        assertThat(rows()).isEqualTo(before);
    }

    private String rows() {
        return in(() -> world.jdbc
                        .sql("SELECT md5(string_agg(c::text, '|' ORDER BY c.id)) FROM customer c")
                        .query(String.class)
                        .single()
                + world.jdbc
                        .sql("SELECT count(*) || ' ' || sum(version) FROM booking")
                        .query(String.class)
                        .single());
    }

    @Test
    void whatIsAnAdminsIsNotADispatchers() {
        ApiClient dispatcher = dispatcher();
        assertThat(dispatcher.get("/api/v1/outbox/dead-letters").status()).isEqualTo(403);
        assertThat(dispatcher
                        .post("/api/v1/outbox/dead-letters/" + SOME + "/retry", null)
                        .status())
                .isEqualTo(403);
        assertThat(dispatcher
                        .post("/api/v1/outbox/dead-letters/" + SOME + "/drop", "{\"reason\":\"x\"}")
                        .status())
                .isEqualTo(403);
        assertThat(dispatcher
                        .send("DELETE", BOOKINGS + "/" + SOME + "/assignments/current?reason=x", null)
                        .status())
                .isEqualTo(403);
        assertThat(admin().get("/actuator/prometheus").status()).isEqualTo(403);
        assertThat(as(Role.SALESPERSON).post(BOOKINGS, json(laterOrder())).status())
                .isEqualTo(403);
    }

    @Test
    void aSessionGoesOnWithARefreshTokenThatWorksOnce() {
        dispatcher();
        String login =
                json(java.util.Map.of("email", "dispatcher@" + company() + ".example", "password", "correct horse 7"));
        JsonNode session = ok(200, nobody().post("/api/v1/auth/login", login)).json();
        assertThat(session.path("expiresIn").asLong()).isPositive();
        assertThat(session.path("user").path("email").asString()).isEqualTo("dispatcher@" + company() + ".example");
        String refresh = "{\"refreshToken\":\"" + session.path("refreshToken").asString() + "\"}";

        JsonNode next = ok(200, nobody().post("/api/v1/auth/refresh", refresh)).json();

        ok(200, nobody().withToken(next.path("accessToken").asString()).get("/api/v1/me"));
        assertThat(nobody().post("/api/v1/auth/refresh", refresh).status()).isEqualTo(401);
        assertThat(ok(401, nobody().withToken("x.y.z").get("/api/v1/me")).code())
                .isEqualTo("invalid_token");
        assertThat(ok(401, nobody().get("/api/v1/me")).code()).isEqualTo("unauthorized");
    }

    @Test
    void anotherCompanyIsClosed() {
        assertThat(ok(403, dispatcher().with("X-Company", "somebody-else").get(BOOKINGS))
                        .code())
                .isEqualTo("company_forbidden");
    }

    @Test
    void healthNamesTheEngineAndEachDatabase() {
        JsonNode health =
                ok(200, as(Role.PLATFORM_ADMIN).get("/actuator/health")).json();

        assertThat(health.path("status").asString()).isEqualTo("UP");
        assertThat(health.path("components").path("engine").path("status").asString())
                .isEqualTo("UP");
        assertThat(health.path("components").path("databases").path("details").toString())
                .contains("control", company());
    }

    @Test
    void prometheusReadsOurMeters() {
        UUID booking = place(laterOrder());
        awaitStatus(booking, "awaiting_assignment");

        String company = "company=\"" + company() + "\"";
        await(
                "figures of the outbox",
                () -> as(Role.PLATFORM_ADMIN)
                        .get("/actuator/prometheus")
                        .text()
                        .lines()
                        .anyMatch(line -> line.startsWith("joblane_outbox_depth") && line.contains(company)));
        String meters =
                ok(200, as(Role.PLATFORM_ADMIN).get("/actuator/prometheus")).text();
        assertThat(meters)
                .contains("joblane_outbox_age", "joblane_outbox_dead", "joblane_tasks_open", "joblane_job_seconds")
                .contains("booking.openForDispatch");
    }

    private static Route get(String path) {
        return new Route(HttpMethod.GET, path);
    }

    private static Route post(String path) {
        return new Route(HttpMethod.POST, path);
    }
}
