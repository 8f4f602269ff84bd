package io.joblane.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.booking.domain.BookingService;
import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.context.CurrentCompany;
import io.joblane.identity.PublicRoutes.Route;
import io.joblane.identity.Role;
import io.joblane.identity.Users.NewUser;
import io.joblane.shared.Problem;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import io.joblane.testing.PublicRouteCheck;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;

/**
 * Somebody of one company tries every route with the ids of another one's rows, with the other one's name in headers and
 * query, and gets nothing: no row, no word of it, no change. Every row of the other company bears a mark.
 */
class IsolationTests extends ApiTest {
    private static final String OTHER = "t-isolated-other";
    private static final String MARK = "zzmark";
    private static final String PASSWORD = "correct horse 7";
    /** What these answer does not depend on a company: log-in, keys, descriptions, metrics of the whole installation. */
    private static final Set<String> NO_COMPANY = Set.of(
            "/api/v1/auth/login",
            "/api/v1/auth/refresh",
            "/api/v1/auth/logout",
            "/api/v1/auth/second-factor",
            "/api/v1/auth/invitations/{token}",
            "/api/v1/auth/password-reset-requests",
            "/api/v1/auth/password-resets");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private BookingService bookings;

    private UUID booking;
    private final Map<String, List<String>> ids = new LinkedHashMap<>();

    @BeforeEach
    void somethingInTheOtherCompany() {
        companies.save(new Company(
                OTHER, MARK + " Ltd", ZoneId.of("America/New_York"), "USD", "en-US", "US", CompanySettings.DEFAULT));
        users.seed(
                List.of(
                        new NewUser("boss@" + OTHER + ".example", "Boss", OTHER, Role.ADMIN),
                        new NewUser("both@" + OTHER + ".example", "Both", OTHER, Role.DISPATCHER),
                        new NewUser("both@" + OTHER + ".example", "Both", company(), Role.DISPATCHER)),
                PASSWORD);
        inOther(() -> {
            world.everybodyLeaves();
            world.jdbc
                    .sql("UPDATE vehicle SET plate = :mark || plate WHERE plate NOT LIKE :mark || '%'")
                    .param("mark", MARK)
                    .update();
            world.agent(1);
            return null;
        });
        booking = inOther(() -> world.place(now().plus(Duration.ofMinutes(50)))).id();
        await(
                "it is offered",
                () -> inOther(() -> world.task(booking, "Task_AcceptTrip")).isPresent());
        inOther(() -> {
            world.jdbc.sql("UPDATE customer SET name = ?").param(MARK).update();
            world.jdbc.sql("UPDATE booking SET notes = ?").param(MARK).update();
            world.jdbc.sql("UPDATE agent SET name = ?").param(MARK).update();
            world.jdbc.sql("UPDATE notification SET title = ?").param(MARK).update();
            return null;
        });
        ids.clear();
        ids.put("booking", list("SELECT id::text FROM booking WHERE id = '" + booking + "'"));
        ids.put("vehicle", list("SELECT id::text FROM vehicle ORDER BY id DESC LIMIT 1"));
        ids.put("agent", list("SELECT id::text FROM agent WHERE deleted_at IS NULL"));
        ids.put("task", list("SELECT id::text FROM user_task WHERE booking_id = '" + booking + "'"));
        ids.put("notification", list("SELECT id::text FROM notification ORDER BY id DESC LIMIT 1"));
        ids.put("outbox", list("SELECT id::text FROM outbox ORDER BY id DESC LIMIT 1"));
        ids.forEach((kind, found) -> assertThat(found).as(kind).isNotEmpty());
    }

    @Test
    void noRouteLeadsIntoAnotherCompany() {
        driver(3);
        List<ApiClient> callers = List.of(
                as(Role.ADMIN),
                as(Role.MANAGER),
                as(Role.DISPATCHER),
                as(Role.SALESPERSON),
                driver(2).phone());
        List<String> broken = new ArrayList<>();
        int asked = 0;
        String before = fingerprint();
        for (Route route : routes()) {
            for (ApiClient caller : callers) {
                for (String path : paths(route.pattern())) {
                    asked += 3;
                    check(broken, route, caller, path, route.pattern().contains("{"));
                    check(broken, route, caller.with("X-Company", OTHER), path, true);
                    String named = path + (path.contains("?") ? "&" : "?") + "company=" + OTHER;
                    check(broken, route, caller.with("X-Tenant", OTHER).with("X-Forwarded-Host", OTHER), named, false);
                }
            }
        }
        assertThat(asked).isGreaterThan(1_000);
        assertThat(broken).isEmpty();
        assertThat(fingerprint()).as("what the other company has").isEqualTo(before);
    }

    /** Who has a place in both sees, request by request, the one that was chosen: nothing is kept from the last one. */
    @Test
    void oneTokenInTwoCompaniesMixesNothing() {
        ApiClient both = nobody().login("both@" + OTHER + ".example", PASSWORD);
        UUID own = place(laterOrder());
        for (int i = 0; i < 5; i++) {
            String here = both.with("X-Company", company())
                    .get(BOOKINGS + "?limit=200")
                    .text();
            String there =
                    both.with("X-Company", OTHER).get(BOOKINGS + "?limit=200").text();
            assertThat(here).contains(own.toString()).doesNotContain(booking.toString(), MARK);
            assertThat(there).contains(booking.toString()).doesNotContain(own.toString());
            assertThat(both.with("X-Company", company())
                            .get(BOOKINGS + "/" + booking)
                            .status())
                    .isEqualTo(404);
        }
        ApiClient once = both.with("Idempotency-Key", "the-same-key");
        UUID first = id(ok(201, once.with("X-Company", company()).post(BOOKINGS, json(laterOrder()))));
        UUID second = id(ok(201, once.with("X-Company", OTHER).post(BOOKINGS, json(laterOrder()))));
        assertThat(second).isNotEqualTo(first);
        assertThat(both.get(BOOKINGS).code()).isEqualTo("company_required");
        for (String forged : List.of("nobody-here", OTHER + "'--", "../" + OTHER, "*", "")) {
            assertThat(both.with("X-Company", forged).get(BOOKINGS).status())
                    .as(forged)
                    .isBetween(400, 403);
        }
    }

    /** A worker sees the company that its job names, and that one only. */
    @Test
    void aWorkerWithAnotherCompanysIdFindsNothing() {
        assertThatThrownBy(() -> in(() -> bookings.plan(booking))).isInstanceOf(Problem.class);
        assertThat(inOther(() -> bookings.plan(booking)).booking().id()).isEqualTo(booking);
    }

    private List<Route> routes() {
        return PublicRouteCheck.all(context).stream()
                .filter(route -> route.pattern().startsWith("/api/"))
                .filter(route -> !NO_COMPANY.contains(route.pattern()))
                .distinct()
                .toList();
    }

    /** The route with every id of the other company that could stand in its place; as it is where it has none. */
    private List<String> paths(String pattern) {
        String named = pattern.replace("{slug}", OTHER).replace("{token}", OTHER + ".AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        if (!named.contains("{")) {
            return List.of(named, named + "?bookingId=" + booking + "&limit=200");
        }
        List<String> paths = new ArrayList<>();
        ids.values().forEach(found -> paths.add(named.replaceAll("\\{[^}]*}", found.get(0))));
        return paths;
    }

    private void check(List<String> broken, Route route, ApiClient caller, String path, boolean mustFail) {
        boolean reads = route.method() == HttpMethod.GET || route.method() == HttpMethod.DELETE;
        Answer answer = caller.with("If-Match", "*").send(route.method().name(), path, reads ? null : body(route));
        String what = route.method() + " " + path + " as " + caller.headers().getOrDefault("X-Company", "oneself")
                + ": " + answer.status() + " " + answer.text();
        boolean own = route.pattern().equals("/api/v1/me") || route.pattern().startsWith("/api/v1/reports/");
        boolean chosenOther = OTHER.equals(caller.headers().get("X-Company"));
        boolean namesARow = answer.status() < 400
                && ids.values().stream().anyMatch(found -> answer.text().contains(found.get(0)));
        if (answer.text().contains(MARK) || namesARow || answer.status() >= 500) {
            broken.add(what);
        }
        if (mustFail && !own && answer.status() < 400) {
            broken.add(what);
        }
        if (chosenOther && !Set.of(401, 403, 404).contains(answer.status()) && !own) {
            broken.add(what);
        }
    }

    /** One that is valid where the route is known, so that the refusal is the company's and not the form's. */
    private String body(Route route) {
        String pattern = route.pattern();
        if (pattern.endsWith("/complete")) {
            return tap("accepted", Map.of());
        }
        if (pattern.endsWith("/assignments")) {
            return json(Map.of("agentId", ids.get("agent").get(0), "force", false));
        }
        if (pattern.endsWith("/cancel") || pattern.endsWith("/drop") || pattern.endsWith("/suspension")) {
            return "{\"reason\": \"because\"}";
        }
        if (pattern.equals("/api/v1/erasures")) {
            return json(Map.of("entity", "agent", "id", ids.get("agent").get(0), "reason", "asked for"));
        }
        if (pattern.endsWith("/restorations")) {
            return json(Map.of("backup", UUID.randomUUID()));
        }
        if (pattern.equals("/api/v1/ratings/{token}")) {
            return "{\"stars\": 1}";
        }
        if (pattern.startsWith("/api/v1/bookings/{id}") && route.method() == HttpMethod.PATCH) {
            return "{\"passengers\": 1}";
        }
        if (pattern.startsWith("/api/v1/vehicles/") || pattern.startsWith("/api/v1/agents/")) {
            return route.method() == HttpMethod.PATCH
                    ? "{}"
                    : json(Map.of("vehicleId", ids.get("vehicle").get(0)));
        }
        return "{}";
    }

    /** Of every row of every table, those aside that the other company's own process still writes. */
    private String fingerprint() {
        return inOther(() -> {
            StringBuilder all = new StringBuilder();
            for (String table : List.of(
                    "booking",
                    "agent",
                    "vehicle",
                    "customer",
                    "assignment",
                    "user_task",
                    "tap",
                    "review",
                    "rating_link",
                    "idempotency_key",
                    "invoice")) {
                all.append(table)
                        .append(world.jdbc
                                .sql("SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM " + table
                                        + " t")
                                .query(String.class)
                                .single());
            }
            return all.toString();
        });
    }

    private List<String> list(String sql) {
        return inOther(() -> world.jdbc.sql(sql).query(String.class).list());
    }

    private static <T> T inOther(Callable<T> work) {
        try {
            return CurrentCompany.call(OTHER, work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
