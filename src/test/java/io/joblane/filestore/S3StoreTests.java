package io.joblane.filestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that keeps objects, checks the body's hash and the signature's form, as a store does. */
class S3StoreTests {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Clock clock = Clock.fixed(Instant.parse("2026-02-10T12:00:00Z"), ZoneOffset.UTC);
    private HttpServer server;
    private S3Store store;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        store = new S3Store(new S3Settings("copies", endpoint, "eu-west-1", "AKID", "secret"), clock);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void keepsGivesBackAndRemoves() throws Exception {
        Path file = Files.writeString(folder.resolve("a"), "some bytes");
        store.put("acme/1.jlb", file, sha256(Files.readAllBytes(file)));

        assertThat(objects).containsOnlyKeys("/copies/acme/1.jlb");
        try (var in = store.get("acme/1.jlb")) {
            assertThat(new String(in.readAllBytes())).isEqualTo("some bytes");
        }
        store.remove("acme/1.jlb");
        assertThat(objects).isEmpty();
    }

    @Test
    void whatTheStoreRefusesIsAFault() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "some bytes");
        assertThatThrownBy(() -> store.put("acme/1.jlb", file, "0".repeat(64)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("400");
        assertThatThrownBy(() -> store.get("acme/none.jlb"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("404");
    }

    @Test
    void theSignatureDependsOnMethodPathTimeAndBody() {
        var signature = new S3Signature("us-east-1", "AKID", "secret", clock);
        URI address = URI.create("https://s3.example/b/test.txt");
        String one = signature.headers("GET", address, "aa").get("Authorization");

        assertThat(one)
                .startsWith("AWS4-HMAC-SHA256 Credential=AKID/20260210/us-east-1/s3/aws4_request, "
                        + "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=")
                .matches(".*Signature=[0-9a-f]{64}");
        // What curl --aws-sigv4 says of the same request.
        assertThat(signature
                        .headers(
                                "GET",
                                URI.create("http://127.0.0.1:18777/b/test.txt"),
                                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
                        .get("Authorization"))
                .endsWith("Signature=fad6f607bf440a314674a182ef7f0ea788404fab23e441e64b8831cce36d836f");
        assertThat(signature.headers("PUT", address, "aa").get("Authorization")).isNotEqualTo(one);
        assertThat(signature.headers("GET", address, "bb").get("Authorization")).isNotEqualTo(one);
        assertThat(new S3Signature("us-east-1", "AKID", "other", clock)
                        .headers("GET", address, "aa")
                        .get("Authorization"))
                .isNotEqualTo(one);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        byte[] answer = new byte[0];
        int status = 204;
        if (!isSigned(exchange)
                || !sha256(body).equals(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"))) {
            status = 400;
        } else if (exchange.getRequestMethod().equals("PUT")) {
            objects.put(path, body);
            status = 200;
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            objects.remove(path);
        } else if (objects.containsKey(path)) {
            answer = objects.get(path);
            status = 200;
        } else {
            status = 404;
        }
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        try (var out = exchange.getResponseBody()) {
            out.write(answer);
        }
    }

    private static boolean isSigned(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        return authorization != null
                && authorization.startsWith("AWS4-HMAC-SHA256 Credential=AKID/20260210/eu-west-1/s3/aws4_request")
                && "20260210T120000Z".equals(exchange.getRequestHeaders().getFirst("x-amz-date"));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
