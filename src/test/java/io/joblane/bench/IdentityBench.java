package io.joblane.bench;

import static io.joblane.bench.Figures.number;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.Role;
import io.joblane.identity.User;
import io.joblane.identity.Users;
import io.joblane.identity.session.AccessTokens;
import io.joblane.identity.session.Sessions;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.WebTestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.Jwt;

/** What it costs to know at each request that a session still goes on, and what a log-in costs beside bcrypt. */
class IdentityBench {
    private static final int RUNS = 5;

    /** From memory against the same question asked of the control database; and how long a change takes to be heard. */
    @Test
    void accessCheck() {
        WebTestServer server = WebTestServer.shared();
        Users users = server.bean(Users.class);
        Sessions sessions = server.bean(Sessions.class);
        ApiClient client = server.loggedIn(Role.DISPATCHER);
        Jwt token = server.bean(AccessTokens.class)
                .read(String.valueOf(client.headers().get("Authorization")).substring("Bearer ".length()));
        UUID session = AccessTokens.sessionOf(token);
        UUID user = UUID.fromString(token.getSubject());
        ControlDatabase control = server.bean(ControlDatabase.class);
        List<Double> memory = new ArrayList<>();
        List<Double> query = new ArrayList<>();
        List<Double> heard = new ArrayList<>();
        for (int run = 0; run <= RUNS; run++) {
            double fromMemory = micros(200_000, () -> {
                sessions.isOpen(session, user);
                users.findLive(user);
            });
            double asked = micros(2_000, () -> {
                sessions.of(user, null, 1);
                users.find(user);
            });
            double told = micros(100, () -> changeAndHear(control, users, user));
            // The first run warms up.
            if (run > 0) {
                memory.add(fromMemory);
                query.add(asked);
                heard.add(told);
            }
        }
        Figures.table(
                "access check of one request, microseconds",
                List.of("how", "median"),
                List.of(
                        List.of("from memory", number(Figures.median(memory))),
                        List.of("two queries", number(Figures.median(query))),
                        List.of("a change, committed and heard", number(Figures.median(heard)))));
    }

    /** Past the application, so that only the notification can have told. */
    private static void changeAndHear(ControlDatabase control, Users users, UUID user) {
        User before = users.findLive(user).orElseThrow();
        String name = before.name().endsWith("'") ? "Test dispatcher" : before.name() + "'";
        control.jdbc()
                .sql("UPDATE app_user SET name = ? WHERE id = ?")
                .param(name)
                .param(user)
                .update();
        while (!users.findLive(user).orElseThrow().name().equals(name)) {
            Thread.onSpinWait();
        }
    }

    /** Log-ins over HTTP against the bcrypt comparisons that they need, at the shipped cost, on all cores. */
    @Test
    void logins() {
        try (WebTestServer server = WebTestServer.start(Map.of("joblane.identity.bcrypt-cost", "10"))) {
            PasswordEncoder encoder = server.bean(PasswordEncoder.class);
            String hash = encoder.encode(WebTestServer.PASSWORD);
            List<Double> bare = new ArrayList<>();
            List<Double> whole = new ArrayList<>();
            for (int run = 0; run <= RUNS; run++) {
                double comparisons = perSecond(60, () -> encoder.matches(WebTestServer.PASSWORD, hash));
                double logins = perSecond(60, () -> login(server));
                if (run > 0) {
                    bare.add(comparisons);
                    whole.add(logins);
                }
            }
            Figures.table(
                    "log-ins a second",
                    List.of("what", "median"),
                    List.of(
                            List.of("bcrypt alone", number(Figures.median(bare))),
                            List.of("log-in over HTTP", number(Figures.median(whole))),
                            List.of("ratio", number(Figures.median(whole) / Figures.median(bare)))));
        }
    }

    private static void login(WebTestServer server) {
        Answer answer = server.client()
                .post(
                        "/api/v1/auth/login",
                        "{\"email\":\"agent@acme.example\",\"password\":\"" + WebTestServer.PASSWORD + "\"}");
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
    }

    private static double micros(int times, Runnable work) {
        long begun = System.nanoTime();
        for (int i = 0; i < times; i++) {
            work.run();
        }
        return (System.nanoTime() - begun) / 1e3 / times;
    }

    private static double perSecond(int times, Runnable work) {
        int threads = Runtime.getRuntime().availableProcessors();
        long begun = System.nanoTime();
        IntStream.range(0, threads)
                .mapToObj(t -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < times / threads; i++) {
                        work.run();
                    }
                }))
                .toList()
                .forEach(CompletableFuture::join);
        return times / ((System.nanoTime() - begun) / 1e9);
    }
}
