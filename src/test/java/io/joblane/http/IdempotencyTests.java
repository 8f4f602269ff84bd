package io.joblane.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.context.CurrentCompany;
import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.WebTestServer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdempotencyTests {
    private final WebTestServer server = WebTestServer.shared();
    private final ProbeController probe = server.bean(ProbeController.class);
    private final ApiClient dispatcher = server.loggedIn(Role.DISPATCHER);
    private final String key = UUID.randomUUID().toString();
    private final String text = "note " + key;

    @AfterEach
    void letGo() {
        ProbeController.effectMayEnd.countDown();
        ProbeController.effectMayEnd = new CountDownLatch(0);
    }

    @Test
    void theSameKeyGetsTheSameAnswerAndOneEffect() {
        Answer first = post(dispatcher, key, text);
        Answer again = post(dispatcher, key, text);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(first.header(Idempotency.REPLAYED)).isNull();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header(Idempotency.REPLAYED)).isEqualTo("true");
        assertThat(again.header("Location")).isEqualTo(first.header("Location")).isEqualTo("/api/v1/probe/notes/1");
        assertThat(again.header("Content-Type")).startsWith("application/json");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.text()).contains("12.50");
        assertThat(effects(text)).isEqualTo(1);
    }

    @Test
    void withoutAKeyEveryRequestIsItsOwn() {
        dispatcher.post("/api/v1/probe/notes", body(text));
        dispatcher.post("/api/v1/probe/notes", body(text));

        assertThat(effects(text)).isEqualTo(2);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        post(dispatcher, key, text);
        Answer other = post(dispatcher, key, text + " changed");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        assertThat(effects(text + " changed")).isZero();
    }

    @Test
    void twoPeopleMayUseTheSameKey() {
        post(dispatcher, key, text);
        post(server.loggedIn(Role.MANAGER), key, text);

        assertThat(effects(text)).isEqualTo(2);
    }

    @Test
    void whatFailedLeavesNothingAndMayBeTriedAgain() {
        assertThat(post(dispatcher, key, "refused " + key).code()).isEqualTo("refused");
        assertThat(effects("refused " + key)).isZero();

        assertThat(post(dispatcher, key, text).status()).isEqualTo(201);
    }

    @Test
    void aSecondRequestDoesNotWaitForTheFirst() throws Exception {
        ProbeController.effectRuns = new CountDownLatch(1);
        ProbeController.effectMayEnd = new CountDownLatch(1);
        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> post(dispatcher, key, text));
        assertThat(ProbeController.effectRuns.await(10, TimeUnit.SECONDS)).isTrue();

        Answer second = post(dispatcher, key, text);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("request_in_progress");
        assertThat(second.header("Retry-After")).isEqualTo("1");
        assertThat(first).isNotDone();

        ProbeController.effectMayEnd.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(201);
        assertThat(post(dispatcher, key, text).header(Idempotency.REPLAYED)).isEqualTo("true");
        assertThat(effects(text)).isEqualTo(1);
    }

    @Test
    void afterADayTheKeyIsFree() {
        post(dispatcher, key, text);
        server.clock().forward(Duration.ofHours(24).plusSeconds(1));

        Answer later = post(server.loggedIn(Role.DISPATCHER), key, text);

        assertThat(later.status()).isEqualTo(201);
        assertThat(later.header(Idempotency.REPLAYED)).isNull();
        assertThat(effects(text)).isEqualTo(2);
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        assertThat(post(dispatcher, "x".repeat(129), text).code()).isEqualTo("invalid_idempotency_key");
    }

    private static Answer post(ApiClient client, String key, String text) {
        return client.with(Idempotency.HEADER, key).post("/api/v1/probe/notes", body(text));
    }

    private static String body(String text) {
        return "{\"text\":\"" + text + "\"}";
    }

    private int effects(String text) {
        int[] count = new int[1];
        CurrentCompany.run("acme", () -> count[0] = probe.count(text));
        return count[0];
    }
}
