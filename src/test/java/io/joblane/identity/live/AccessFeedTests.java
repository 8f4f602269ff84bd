package io.joblane.identity.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.testing.ApiClient;
import io.joblane.testing.WebTestServer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class AccessFeedTests {
    private final WebTestServer here = WebTestServer.shared();

    @Test
    void anotherReplicaHearsOfEveryChange() throws Exception {
        String prefix = here.context().getEnvironment().getRequiredProperty("joblane.database-prefix");
        try (WebTestServer there = WebTestServer.start(Map.of("joblane.database-prefix", prefix))) {
            Users users = here.bean(Users.class);
            UUID id = users.create("feed@acme.example", "Feed", WebTestServer.PASSWORD);
            users.grant(id, "acme", Role.DISPATCHER);
            ApiClient login = here.client().login("feed@acme.example", WebTestServer.PASSWORD);
            ApiClient remote = new ApiClient(there.port())
                    .with("Authorization", login.headers().get("Authorization"));
            soon(() -> there.bean(AccessFeed.class).isCurrent());
            assertThat(remote.get("/api/v1/probe/staff").status()).isEqualTo(200);

            users.grant(id, "acme", Role.AGENT);
            soon(() -> remote.get("/api/v1/probe/staff").status() == 403);
            users.revoke(id, "acme");
            soon(() -> remote.get("/api/v1/probe/place").code().equals("company_forbidden"));
            // Past the application, as somebody with SQL would.
            here.bean(ControlDatabase.class)
                    .jdbc()
                    .sql("UPDATE membership SET active = true, role = 'dispatcher' WHERE user_id = ?")
                    .param(id)
                    .update();
            soon(() -> remote.get("/api/v1/probe/staff").status() == 200);
            assertThat(login.post("/api/v1/auth/logout", null).status()).isEqualTo(204);
            soon(() -> remote.get("/api/v1/me").status() == 401);
        }
    }

    @Test
    void aCutLineIsNoticedAndNothingIsBelievedMeanwhile() throws Exception {
        try (WebTestServer own = WebTestServer.start(Map.of())) {
            AccessFeed feed = own.bean(AccessFeed.class);
            ControlDatabase control = own.bean(ControlDatabase.class);
            soon(feed::isCurrent);
            ApiClient client = own.loggedIn(Role.DISPATCHER);
            assertThat(client.get("/api/v1/probe/staff").status()).isEqualTo(200);

            control.jdbc().sql("""
                            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                            WHERE application_name = 'joblane-listen' AND datname = current_database()
                            """).query(Integer.class).single();
            soon(() -> !feed.isCurrent());
            control.jdbc()
                    .sql("UPDATE membership SET role = 'agent' WHERE role = 'dispatcher'")
                    .update();
            assertThat(client.get("/api/v1/probe/staff").status()).isEqualTo(403);

            soon(feed::isCurrent);
            assertThat(client.get("/api/v1/probe/staff").status()).isEqualTo(403);
            control.jdbc()
                    .sql("UPDATE membership SET role = 'dispatcher' WHERE role = 'agent'")
                    .update();
            soon(() -> client.get("/api/v1/probe/staff").status() == 200);
        }
    }

    @Test
    void whatIsKnownIsNotReadAgain() {
        AtomicInteger reads = new AtomicInteger();
        LiveCache<Integer> cache = new LiveCache<>(id -> Optional.of(reads.incrementAndGet()), () -> true);
        UUID id = UUID.randomUUID();

        assertThat(cache.find(id)).hasValue(1);
        assertThat(cache.find(id)).hasValue(1);
        cache.forget(id);
        assertThat(cache.find(id)).hasValue(2);
        cache.forgetAll();
        assertThat(cache.find(id)).hasValue(3);
    }

    @Test
    void whileNobodyWouldTellEveryQuestionIsAskedAnew() {
        AtomicInteger reads = new AtomicInteger();
        AtomicBoolean told = new AtomicBoolean(true);
        LiveCache<Integer> cache = new LiveCache<>(id -> Optional.of(reads.incrementAndGet()), told::get);
        UUID id = UUID.randomUUID();
        cache.find(id);
        told.set(false);

        assertThat(cache.find(id)).hasValue(2);
        assertThat(cache.find(id)).hasValue(3);
    }

    /** The read began before the change and ends after it was told: what it brought must not stay. */
    @Test
    void aReadThatAChangeOvertakesIsNotKept() {
        AtomicReference<String> table = new AtomicReference<>("old");
        AtomicReference<LiveCache<String>> cache = new AtomicReference<>();
        UUID id = UUID.randomUUID();
        AtomicBoolean overtake = new AtomicBoolean(true);
        cache.set(new LiveCache<>(
                asked -> {
                    String read = table.get();
                    if (overtake.getAndSet(false)) {
                        table.set("new");
                        cache.get().forget(id);
                    }
                    return Optional.of(read);
                },
                () -> true));

        assertThat(cache.get().find(id)).hasValue("old");
        assertThat(cache.get().find(id)).hasValue("new");
    }

    private static void soon(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("10 s in vain").isLessThan(until);
            Thread.sleep(5);
        }
    }
}
