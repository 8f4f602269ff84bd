package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/**
 * Nonsense for every route of the OpenAPI document, the same from the same seed ({@code -Dfuzz.seed}, {@code
 * -Dfuzz.requests}): never a 5xx, never a word about our insides, always a problem with a code, and nothing is written.
 * Whatever is sent must be refused, by its body or because it names what does not exist; reads may succeed.
 */
class FuzzTests extends ApiTest {
    private static final long SEED = Long.getLong("fuzz.seed", 20_260_301L);
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2_500);
    private static final List<String> INSIDES = List.of(
            "Exception",
            "org.postgresql",
            "org.springframework",
            "org.apache",
            "io.joblane.",
            "io.camunda",
            "tools.jackson",
            "jakarta.",
            "java.util",
            "\\tat ",
            "SQLState",
            "syntax error",
            "INSERT INTO",
            "relation \\\"",
            "<html");

    @Value("${joblane.database-prefix}")
    private String prefix;

    /** One request; {@code caller} says as whom. */
    private record Attempt(
            String caller,
            FuzzOperation operation,
            String address,
            Map<String, String> headers,
            @Nullable String body) {
        @Override
        public String toString() {
            String text = caller + ": " + operation + " -> " + operation.method() + " " + address + " " + headers + "\n"
                    + body;
            return text.length() > 1_500 ? text.substring(0, 1_500) + "..." : text;
        }
    }

    @Test
    void nonsenseIsRefusedAndWritesNothing() {
        Driver driver = driver(0.5);
        Map<String, ApiClient> callers = new LinkedHashMap<>();
        callers.put("nobody", nobody());
        callers.put("agent", driver.phone());
        callers.put("dispatcher", dispatcher());
        callers.put("admin", admin());
        callers.put("platform admin", as(Role.PLATFORM_ADMIN));
        JsonNode document = ok(200, admin().get("/v3/api-docs")).json();
        List<FuzzOperation> operations = FuzzOperation.all(document);
        assertThat(operations).hasSizeGreaterThan(40);
        Map<String, String> before = rows();

        Map<Integer, Integer> answers = new TreeMap<>();
        TreeSet<String> codes = new TreeSet<>();
        SoftAssertions faults = new SoftAssertions();
        for (int i = 0; i < REQUESTS; i++) {
            Random random = new Random(SEED * 1_000_003 + i);
            FuzzOperation operation = operations.get(i % operations.size());
            String caller = pick(List.copyOf(callers.keySet()), random);
            Attempt attempt = attempt(operation, caller, new FuzzBodies(document, random), random);
            Answer answer = send(callers.get(caller), attempt);
            answers.merge(answer.status(), 1, Integer::sum);
            codes.add(answer.code());
            String what = "seed " + SEED + ", request " + i + "\n" + attempt;
            faults.check(() -> check(what, operation, answer));
        }
        faults.assertAll();

        System.out.println("Fuzz: " + operations.size() + " routes, " + answers + " " + codes);
        assertThat(rows()).isEqualTo(before);
        callers.forEach((name, client) -> {
            if (!name.equals("nobody")) {
                assertThat(client.get("/api/v1/me").status()).as(name).isEqualTo(200);
            }
        });
        place(laterOrder());
    }

    private static void check(String what, FuzzOperation operation, Answer answer) {
        assertThat(answer.status()).as("%s\n%s", what, answer.text()).isBetween(200, 499);
        assertThat(answer.text()).as(what).doesNotContain(INSIDES.toArray(String[]::new));
        if (!answer.code().equals("bad_request")) {
            assertThat(answer.header("X-Request-Id")).as(what).isNotNull();
        }
        if (!operation.reads()) {
            assertThat(answer.status()).as("%s\n%s", what, answer.text()).isGreaterThanOrEqualTo(400);
        }
        if (answer.status() >= 400) {
            assertThat(answer.header("Content-Type")).as(what).startsWith("application/problem+json");
            assertThat(answer.code()).as("%s\n%s", what, answer.text()).matches("[a-z][a-z_]+");
            assertThat(answer.json().path("detail").asString("")).as(what).endsWith(".");
        }
    }

    private static Attempt attempt(FuzzOperation operation, String caller, FuzzBodies bodies, Random random) {
        Map<String, String> headers = headers(random);
        // Nobody may be signed in where the request would be done.
        String as = operation.worksByItself() ? "nobody" : caller;
        @Nullable String body = null;
        if (operation.body() != null) {
            body = operation.namesSomething() && random.nextBoolean()
                    ? bodies.odd(operation.body())
                    : bodies.forbidden(operation);
        } else if (random.nextInt(4) == 0) {
            body = pick(FuzzBodies.ODD_TEXTS, random);
        }
        return new Attempt(as, operation, address(operation, random), headers, body);
    }

    private static Answer send(ApiClient caller, Attempt attempt) {
        ApiClient client = attempt.caller().equals("nobody") ? new ApiClient(caller.base(), Map.of()) : caller;
        for (Map.Entry<String, String> header : attempt.headers().entrySet()) {
            client = client.with(header.getKey(), header.getValue());
        }
        return client.send(attempt.operation().method(), attempt.address(), attempt.body());
    }

    private static String address(FuzzOperation operation, Random random) {
        StringBuilder address = new StringBuilder();
        for (String part : operation.path().substring(1).split("/")) {
            address.append('/').append(part.startsWith("{") ? name(random) : part);
        }
        char next = '?';
        for (String query : operation.queries()) {
            if (random.nextInt(3) > 0) {
                address.append(next).append(query).append('=').append(text(random));
                next = '&';
            }
        }
        if (random.nextInt(5) == 0) {
            address.append(next).append(pick(List.of("company", "limit", "after", "sort", "x"), random));
            address.append('=').append(text(random));
        }
        return address.toString();
    }

    /** Of nothing that exists. */
    private static String name(Random random) {
        String encoded = switch (random.nextInt(4)) {
            case 0 -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
            case 1 -> "t-fuzztests." + Long.toHexString(random.nextLong());
            default -> text(random).replace("+", "%20");
        };
        return encoded.isEmpty() ? "%20" : encoded;
    }

    /** At most as long as the server lets an address be. */
    private static String text(Random random) {
        String text = pick(FuzzBodies.ODD_TEXTS, random);
        return URLEncoder.encode(text.length() > 2_000 ? text.substring(0, 2_000) : text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(Random random) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name :
                List.of("X-Company", "If-Match", "Idempotency-Key", "Authorization", "Content-Type", "Accept")) {
            boolean often = name.equals("If-Match") || name.equals("Idempotency-Key");
            if (random.nextInt(often ? 3 : 12) == 0) {
                headers.put(name, headerText(name, random));
            }
        }
        return headers;
    }

    private static String headerText(String name, Random random) {
        return switch (name) {
            case "If-Match" ->
                pick(List.of("*", "\"0\"", "\"99999999999\"", "W/\"1\"", "0", "\"' OR 1=1\"", ","), random);
            case "Idempotency-Key" ->
                pick(
                        List.of(
                                "k".repeat(5_000),
                                "a b",
                                "'; DROP TABLE booking; --",
                                "\u00e9\u00ff",
                                ",",
                                "fuzz-" + random.nextInt()),
                        random);
            case "Authorization" ->
                pick(
                        List.of(
                                "Bearer",
                                "Bearer ",
                                "Bearer x.y.z",
                                "Basic YWRtaW46YWRtaW4=",
                                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.",
                                "Bearer " + "A".repeat(6_000),
                                "Bearer a, Bearer b",
                                "' OR 1=1"),
                        random);
            case "Content-Type" ->
                pick(
                        List.of(
                                "text/plain",
                                "application/json;charset=utf-16",
                                "*/*",
                                "a",
                                "multipart/form-data",
                                "application/x-www-form-urlencoded",
                                "application/json;charset='"),
                        random);
            case "Accept" ->
                pick(List.of("text/html", "a", "*/*;q=x", "application/xml", "application/json;v=1"), random);
            default ->
                pick(
                        List.of(
                                "nowhere",
                                "'; DROP TABLE company; --",
                                "t-fuzztests ",
                                "../control",
                                "\u00e9",
                                "a".repeat(3_000)),
                        random);
        };
    }

    private Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>(TableSums.of(prefix + "control"));
        rows.putAll(TableSums.of(prefix + company().replace('-', '_')));
        return rows;
    }

    private static <T> T pick(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
