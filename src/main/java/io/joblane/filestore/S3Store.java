package io.joblane.filestore;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Files in an S3-compatible store, by the three requests that takes: PUT, GET, DELETE of one object, signed with AWS
 * Signature Version 4. One PUT takes 5 GB at most.
 */
public final class S3Store implements FileStore {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final S3Settings settings;
    private final S3Signature signature;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    public S3Store(S3Settings settings, Clock clock) {
        this.settings = settings;
        this.signature = new S3Signature(settings.region(), settings.accessKey(), settings.secretKey(), clock);
    }

    @Override
    public void put(String name, Path file, String sha256) throws IOException {
        try (InputStream answer = send("PUT", name, BodyPublishers.ofFile(file), sha256)) {
            answer.readAllBytes();
        }
    }

    @Override
    public InputStream get(String name) throws IOException {
        return send("GET", name, BodyPublishers.noBody(), EMPTY_SHA256);
    }

    @Override
    public void remove(String name) throws IOException {
        try (InputStream answer = send("DELETE", name, BodyPublishers.noBody(), EMPTY_SHA256)) {
            answer.readAllBytes();
        }
    }

    @Override
    public String describe() {
        return "bucket " + settings.bucket() + " at " + settings.endpoint();
    }

    private InputStream send(String method, String name, HttpRequest.BodyPublisher body, String sha256)
            throws IOException {
        URI address = settings.endpoint().resolve("/" + settings.bucket() + "/" + name);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(TIMEOUT).method(method, body);
        Map<String, String> signed = signature.headers(method, address, sha256);
        signed.forEach(request::header);
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() / 100 == 2) {
                return answer.body();
            }
            try (InputStream why = answer.body()) {
                String text = new String(why.readNBytes(500), java.nio.charset.StandardCharsets.UTF_8);
                throw new IOException(method + " of " + name + " in " + describe() + " was answered with "
                        + answer.statusCode() + " " + text);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
