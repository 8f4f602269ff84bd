package io.joblane.http.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.http.RawRequest;
import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.WebTestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer carries, and what no request gets past. */
class SafeHeadersTests {
    private static final String BOARD = "https://board.example";
    private static final String GOOD = """
            {"customer":{"name":"Ann"},"vehicleType":"sedan","passengers":2,"pickupAt":"2026-03-01T09:30:00Z"}""";

    private static WebTestServer server;
    private static ApiClient dispatcher;

    @BeforeAll
    static void start() {
        server = WebTestServer.start(Map.of(
                "joblane.http.allowed-origins",
                BOARD + ", http://localhost:5173",
                "server.forward-headers-strategy",
                "native"));
        dispatcher = server.loggedIn(Role.DISPATCHER);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/me, 200",
        "GET, /api/v1/probe/faults/anything, 500",
        "GET, /api/v1/probe/faults/problem, 409",
        "GET, /api/v1/no-such-route, 404",
        "GET, /api/v1/me?x=%00, 400",
        "POST, /api/v1/probe/trips, 400",
        "DELETE, /api/v1/probe/trips, 405",
        "GET, /actuator/health, ",
        "GET, /api/v1//me, 400",
    })
    void everyAnswerHasThem(String method, String path, Integer status) {
        Answer answer = dispatcher.send(method, path, null);

        if (status != null) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        }
        assertSafe(answer);
        assertThat(answer.response().headers().allValues("Cache-Control")).containsExactly("no-store");
        assertSafe(server.client().send(method, path, null));
    }

    private static void assertSafe(Answer answer) {
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Permissions-Policy")).contains("geolocation=()");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("X-Request-Id")).isNotNull();
        assertThat(answer.header("Server")).isNull();
        assertThat(answer.header("X-Powered-By")).isNull();
        assertThat(answer.header("Set-Cookie")).isNull();
    }

    /** What the server refuses before any filter runs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/me?a=|<script> HTTP/1.1\r\nHost: localhost\r\n",
                "GET /api/v1/%zz HTTP/1.1\r\nHost: localhost\r\n",
                "GET /api/v1/..%2f..%2fetc HTTP/1.1\r\nHost: localhost\r\n",
                "GET /api/v1/me HTTP/1.1\r\n",
                "GET /api/v1/me HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
                "G<T /api/v1/me HTTP/1.1\r\nHost: localhost\r\n",
                "GET /api/v1/me HTTP/9.9\r\nHost: localhost\r\n",
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n",
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: nonsense\r\n",
                "TRACE /api/v1/me HTTP/1.1\r\nHost: localhost\r\nX-Secret: s3cr3t\r\n",
            })
    void whatIsNoRequestIsAProblemToo(String request) {
        String answer = RawRequest.send(server.port(), request + "Connection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1\\.1 (4\\d\\d|50[15]) .*");
        assertThat(answer).doesNotContain("<html", "Tomcat", "apache", "Exception", "s3cr3t", "<script>");
        assertThat(answer).contains("application/problem+json", "\"code\":\"");
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains("x-content-type-options: nosniff", "x-frame-options: deny");
    }

    @Test
    void aHeaderThatIsTooLargeIsRefused() {
        String answer = RawRequest.send(
                server.port(),
                "GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(50_000)
                        + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1\\.1 4\\d\\d .*");
        assertThat(answer).doesNotContain("<html", "Tomcat");
    }

    @Test
    void transportSecurityIsAskedForOnHttpsOnly() {
        assertThat(dispatcher.get("/api/v1/me").header("Strict-Transport-Security"))
                .isNull();
        assertThat(dispatcher
                        .with("X-Forwarded-Proto", "https")
                        .get("/api/v1/me")
                        .header("Strict-Transport-Security"))
                .isEqualTo("max-age=31536000 ; includeSubDomains");
    }

    @Test
    void aControllerThatSaysHowLongAnAnswerIsGoodIsHeard() {
        Answer keys = server.client().get("/.well-known/jwks.json");
        assertThat(keys.response().headers().allValues("Cache-Control")).containsExactly("max-age=300");
    }

    @Test
    void noMethodIsHiddenInAnother() {
        assertThat(dispatcher
                        .with("X-HTTP-Method-Override", "GET")
                        .post("/api/v1/me", "{}")
                        .status())
                .isEqualTo(405);
        assertThat(dispatcher
                        .with("Content-Type", "application/x-www-form-urlencoded")
                        .post("/api/v1/probe/trips", "_method=DELETE")
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain",
                "*/*",
                "application/*",
                "application/xml",
                "application/x-java-serialized-object",
                "nonsense"
            })
    void onlyJsonIsRead(String type) {
        for (ApiClient client : List.of(dispatcher, server.client())) {
            Answer answer = client.with("Content-Type", type)
                    .post("/api/v1/auth/login", "email=a&password=" + "b".repeat(100_000));
            assertThat(answer.status()).as(answer.text()).isEqualTo(415);
            assertThat(answer.code()).isEqualTo("unsupported_media_type");
        }
    }

    @Test
    void aBodyThatUnpacksIsNotUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
        }
        String answer = RawRequest.send(
                server.port(),
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size()
                        + "\r\n\r\n" + packed.toString(StandardCharsets.ISO_8859_1));

        assertThat(answer).startsWith("HTTP/1.1 415").contains("unsupported_content_encoding");
        assertThat(dispatcher
                        .with("Content-Encoding", "identity")
                        .post("/api/v1/probe/trips", GOOD)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aBodyWithoutALengthIsCountedWhileItIsRead() {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        String answer = RawRequest.send(
                server.port(),
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(8)
                        + "0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413").contains("\"code\":\"too_large\"");
    }

    @Test
    void anAllowedOriginMayAskAndReadTheHeadersItNeeds() {
        String preflight = RawRequest.send(
                server.port(),
                "OPTIONS /api/v1/bookings HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: " + BOARD
                        + "\r\nAccess-Control-Request-Method: POST\r\n"
                        + "Access-Control-Request-Headers: authorization, idempotency-key\r\n\r\n");
        assertThat(preflight)
                .startsWith("HTTP/1.1 200")
                .contains("Access-Control-Allow-Origin: " + BOARD, "Access-Control-Max-Age: 600")
                .doesNotContain("Access-Control-Allow-Credentials");

        String answer = RawRequest.send(
                server.port(),
                "GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: " + BOARD + "\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 401")
                .contains("Access-Control-Allow-Origin: " + BOARD)
                .contains(
                        "Access-Control-Expose-Headers: ETag, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id")
                .contains("Vary: Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example", "https://board.example.evil.example", "http://board.example", "null"})
    void anotherOriginIsRefused(String origin) {
        Answer answer = dispatcher.with("Origin", origin).get("/api/v1/me");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("origin_forbidden");
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
        assertSafe(answer);
    }

    @Test
    void withoutTheSettingNoOriginIsAllowed() {
        Answer answer = WebTestServer.shared().client().with("Origin", BOARD).get("/api/v1/me");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "board.example", "https://board.example/", "https://*", "ftp://board.example", "null"})
    void aSettingThatIsNoOriginIsRefusedAtStart(String origin) {
        assertThatThrownBy(() -> new HeaderSettings(List.of(origin)))
                .hasMessageContaining("joblane.http.allowed-origins")
                .hasMessageContaining(origin);
    }
}
