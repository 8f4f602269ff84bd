package io.joblane.demo.bot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** One signed-in phone's view of the API. Signs in when it must and renews its token before it ends. */
final class MobileApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration RENEW_BEFORE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http;
    private final URI base;
    private final BotSettings.Phone phone;
    private @Nullable String accessToken;
    private @Nullable String refreshToken;
    private long renewAtNanos;

    MobileApi(HttpClient http, URI server, BotSettings.Phone phone) {
        this.http = http;
        this.base = server.resolve("/api/v1/");
        this.phone = phone;
    }

    boolean isSignedIn() {
        return accessToken != null;
    }

    void signIn() throws IOException, InterruptedException {
        keep(sent("POST", "auth/login", Map.of("email", phone.email(), "password", phone.password()), null, null));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return authorised("GET", path, null);
    }

    /** Answers when it is something else than what the tag stands for, or 304 after a while. */
    Answer getOtherThan(String tag, String path) throws IOException, InterruptedException {
        return authorised("GET", path, null, tag);
    }

    Answer put(String path, Object body) throws IOException, InterruptedException {
        return authorised("PUT", path, body);
    }

    Answer post(String path, Object body) throws IOException, InterruptedException {
        return authorised("POST", path, body);
    }

    private Answer authorised(String method, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        return authorised(method, path, body, null);
    }

    private Answer authorised(String method, String path, @Nullable Object body, @Nullable String knownTag)
            throws IOException, InterruptedException {
        if (accessToken == null) {
            signIn();
        } else if (System.nanoTime() - renewAtNanos > 0) {
            renew();
        }
        Answer answer = sent(method, path, body, accessToken, knownTag);
        if (answer.status() == 401) {
            // Signed out elsewhere, or the server's keys are new: once more from the beginning.
            signIn();
            answer = sent(method, path, body, accessToken, knownTag);
        }
        return answer;
    }

    private void renew() throws IOException, InterruptedException {
        String token = refreshToken;
        Answer answer = token == null ? null : sent("POST", "auth/refresh", Map.of("refreshToken", token), null, null);
        if (answer == null || answer.status() != 200) {
            signIn();
        } else {
            keep(answer);
        }
    }

    private void keep(Answer answer) throws IOException {
        if (answer.status() != 200) {
            accessToken = null;
            throw new SignInRefusedException(phone.email() + " cannot sign in: "
                    + answer.body().path("detail").asString("status " + answer.status()));
        }
        accessToken = answer.body().path("accessToken").asString();
        refreshToken = answer.body().path("refreshToken").asString();
        Duration left = Duration.ofSeconds(answer.body().path("expiresIn").asLong(900));
        renewAtNanos = System.nanoTime() + left.minus(RENEW_BEFORE).toNanos();
    }

    private Answer sent(
            String method, String path, @Nullable Object body, @Nullable String token, @Nullable String knownTag)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (knownTag != null) {
            request.header("If-None-Match", knownTag);
        }
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        byte[] bytes = response.body();
        return new Answer(
                response.statusCode(),
                bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes),
                response.headers().firstValue("ETag").orElse(null));
    }

    /** The server answered, and did not let the phone in. */
    static final class SignInRefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        SignInRefusedException(String message) {
            super(message);
        }
    }

    /** Status, body and tag of an answer; the body is a missing node where there was none. */
    record Answer(int status, JsonNode body, @Nullable String tag) {
        boolean isOk() {
            return status >= 200 && status < 300;
        }
    }
}
