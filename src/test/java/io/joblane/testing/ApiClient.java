package io.joblane.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Speaks to a server as a client would; immutable, each {@code with} is a new client. */
public record ApiClient(URI base, Map<String, String> headers) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    public ApiClient(int port) {
        this(URI.create("http://127.0.0.1:" + port), Map.of());
    }

    /** What came back. */
    public record Answer(int status, String text, HttpResponse<String> response) {
        public JsonNode json() {
            return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
        }

        public String code() {
            return json().path("code").asString("");
        }

        public @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    public ApiClient with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiClient(base, more);
    }

    public ApiClient withToken(String accessToken) {
        return with("Authorization", "Bearer " + accessToken);
    }

    /** The same client, logged in. */
    public ApiClient login(String email, String password) {
        Answer answer =
                post("/api/v1/auth/login", JSON.writeValueAsString(Map.of("email", email, "password", password)));
        if (answer.status() != 200) {
            throw new AssertionError("Log-in of " + email + " failed: " + answer.text());
        }
        return withToken(answer.json().path("accessToken").asString());
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, @Nullable String body) {
        return send("POST", path, body);
    }

    /** Sends a file as it is. */
    public Answer upload(String path, byte[] file, String contentType) {
        return with("Content-Type", contentType).exchange("POST", path, BodyPublishers.ofByteArray(file), false);
    }

    /** Gets bytes as they are. */
    public HttpResponse<byte[]> download(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).GET();
        headers.forEach(request::header);
        try {
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError("GET " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    public Answer send(String method, String path, @Nullable String body) {
        return exchange(
                method, path, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body), body != null);
    }

    private Answer exchange(String method, String path, HttpRequest.BodyPublisher body, boolean json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).method(method, body);
        if (json && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
