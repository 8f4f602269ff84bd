package io.joblane.notification.channel;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stand-in for all three providers, and messages for them. */
public final class Providers {
    public static final UUID ID = UUID.fromString("01990000-0000-7000-8000-000000000001");

    private Providers() {}

    /** On a free port of the loopback. */
    public static WireMockServer start() {
        WireMockServer server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
        return server;
    }

    /** All providers at that server; an answer may take half a second. */
    public static ProviderSettings at(WireMockServer server) {
        return at(server.baseUrl());
    }

    public static ProviderSettings at(String base) {
        URI address = URI.create(base);
        return new ProviderSettings(
                address,
                URI.create(base + "/token"),
                address,
                address,
                Duration.ofMillis(500),
                Duration.ofMillis(500),
                Duration.ofMinutes(2));
    }

    public static ChannelAccount account(ChannelKind kind, Map<String, String> settings, Map<String, String> secrets) {
        return new ChannelAccount(ID, "acme", kind, settings, secrets, 0);
    }

    public static Outbound message(String... to) {
        return message(UUID.randomUUID(), "Your driver is here.", null, to);
    }

    public static Outbound message(UUID id, String text, @Nullable URI callback, String... to) {
        return new Outbound(
                id,
                List.of(to),
                "Hello",
                text,
                "<p>" + text + "</p>",
                true,
                Map.of("bookingId", "b-1"),
                callback,
                URI.create("https://jobs.example/u/1"));
    }
}
