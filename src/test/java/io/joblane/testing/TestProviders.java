package io.joblane.testing;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Where the application under test finds those who carry messages: nobody is there until a test starts somebody. */
public final class TestProviders {
    private static final int PORT = freePort();

    private TestProviders() {}

    static void register(DynamicPropertyRegistry registry) {
        String base = "http://127.0.0.1:" + PORT;
        registry.add("joblane.notification.firebase-address", () -> base);
        registry.add("joblane.notification.google-token-address", () -> base + "/token");
        registry.add("joblane.notification.twilio-address", () -> base);
        registry.add("joblane.notification.sendgrid-address", () -> base);
    }

    /** All of them at once; one at a time. */
    public static WireMockServer start() {
        WireMockServer server =
                new WireMockServer(WireMockConfiguration.options().port(PORT).bindAddress("127.0.0.1"));
        server.start();
        return server;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
