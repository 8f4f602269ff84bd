package io.joblane.mobile.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiTest;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What a phone learns when it comes back. */
class SyncTests extends ApiTest {
    private static final String SYNC = "/api/v1/mobile/sync";

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void nothingElseIsGoingOn() {
        emptyTheDay();
    }

    private static JsonNode sync(ApiClient phone, String since) {
        return ok(200, phone.get(SYNC + (since.isEmpty() ? "" : "?since=" + since)))
                .json();
    }

    private static String next(JsonNode answer) {
        return answer.path("next").asString();
    }

    private static List<String> texts(JsonNode array, String field) {
        return array.valueStream().map(node -> node.path(field).asString()).toList();
    }

    @Test
    void aPhoneGetsEverythingAndThenWhatChanged() {
        Driver near = driver(0.3);
        UUID booking = placeNow();
        JsonNode offer = task(near.phone(), booking, "dispatch.acceptTrip");

        JsonNode all = sync(near.phone(), "");
        assertThat(all.path("full").asBoolean()).isTrue();
        assertThat(all.at("/agent/id").asString()).isEqualTo(near.id().toString());
        assertThat(texts(all.path("tasks"), "id"))
                .containsExactly(offer.path("id").asString());
        assertThat(all.path("closedTasks")).isEmpty();
        assertThat(all.at("/work/0/status").asString()).isEqualTo("assigned");
        assertThat(all.at("/work/0/trip/bookingId").asString()).isEqualTo(booking.toString());
        assertThat(all.at("/work/0/trip/customer/name").asString()).isEqualTo("Carla Customer");
        assertThat(all.path("availability")).hasSize(42);

        JsonNode nothing = quiet(near.phone(), next(all));
        assertThat(nothing.path("availability").isNull()).isTrue();

        ok(200, complete(near.phone(), offer, tap("accepted", Map.of())));
        JsonNode start = task(near.phone(), booking, "booking.startPickup");
        JsonNode changed = sync(near.phone(), next(nothing));
        assertThat(changed.path("full").asBoolean()).isFalse();
        assertThat(texts(changed.path("tasks"), "id"))
                .containsExactly(start.path("id").asString());
        assertThat(changed.path("closedTasks").valueStream().map(JsonNode::asString))
                .contains(offer.path("id").asString());
        assertThat(changed.at("/work/0/status").asString()).isEqualTo("accepted");
        // From the beginning it is one task and one trip all the same.
        JsonNode again = sync(near.phone(), "");
        assertThat(texts(again.path("tasks"), "id")).isEqualTo(texts(changed.path("tasks"), "id"));
        assertThat(again.path("closedTasks")).isEmpty();

        ok(200, dispatcher().post(BOOKINGS + "/" + booking + "/cancel", "{\"reason\":\"rain\"}"));
        await("the cancelled trip", () -> {
            JsonNode end = sync(near.phone(), next(changed));
            return texts(end.path("work"), "status").contains("cancelled")
                    && end.path("closedTasks")
                            .valueStream()
                            .anyMatch(
                                    id -> id.asString().equals(start.path("id").asString()));
        });
    }

    /** The engine goes on for a moment after a tap; then nothing comes any more. */
    private static JsonNode quiet(ApiClient phone, String since) {
        JsonNode[] last = {sync(phone, since)};
        await("no more changes", () -> {
            last[0] = sync(phone, next(last[0]));
            return last[0].path("tasks").isEmpty()
                    && last[0].path("work").isEmpty()
                    && last[0].path("messages").isEmpty()
                    && last[0].path("closedTasks").isEmpty();
        });
        return last[0];
    }

    private int write(UUID agent, UUID id, Instant at) {
        return world.jdbc
                .sql("""
                        INSERT INTO notification (id, dedup_key, event, recipient_kind, recipient_id, channel, state, title, body, created_at)
                        VALUES (:id, :key, 'test', 'agent', :agent, 'in_app', 'sent', 'Title', 'Body', :at)
                        """)
                .param("id", id)
                .param("key", id.toString())
                .param("agent", agent)
                .param("at", Timestamp.from(at))
                .update();
    }

    @Test
    void whatIsCommittedLaterWithAnEarlierTimeIsNotMissed() throws Exception {
        Driver driver = driver(1);
        UUID early = UUID.randomUUID();
        UUID late = UUID.randomUUID();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        Instant earlier = now().minusSeconds(5);
        Thread slow = Thread.ofVirtual()
                .start(() -> in(() -> transaction.execute(status -> {
                    int rows = write(driver.id(), early, earlier);
                    written.countDown();
                    try {
                        mayCommit.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return rows;
                })));
        written.await();
        in(() -> write(driver.id(), late, now()));

        JsonNode first = sync(driver.phone(), "");
        assertThat(texts(first.path("messages"), "id"))
                .contains(late.toString())
                .doesNotContain(early.toString());
        assertThat(texts(sync(driver.phone(), next(first)).path("messages"), "id"))
                .doesNotContain(early.toString());
        JsonNode second = sync(driver.phone(), next(first));
        mayCommit.countDown();
        slow.join();

        assertThat(texts(sync(driver.phone(), next(first)).path("messages"), "id"))
                .contains(early.toString());
        assertThat(texts(sync(driver.phone(), next(second)).path("messages"), "id"))
                .contains(early.toString());
    }

    @Test
    void nothingIsMissedWhileManyWriteAndOneAsks() {
        Driver driver = driver(1);
        Set<String> written = java.util.concurrent.ConcurrentHashMap.newKeySet();
        Set<String> known = new HashSet<>();
        AtomicInteger writing = new AtomicInteger(6);
        String[] since = {next(sync(driver.phone(), ""))};
        List<Callable<Integer>> works = new ArrayList<>();
        for (int writer = 0; writer < 6; writer++) {
            Random random = new Random(writer);
            works.add(() -> {
                for (int i = 0; i < 15; i++) {
                    UUID id = UUID.randomUUID();
                    transaction.executeWithoutResult(status -> {
                        write(driver.id(), id, now().minusSeconds(random.nextInt(60)));
                        LockSupport.parkNanos(random.nextInt(30_000_000));
                    });
                    written.add(id.toString());
                }
                return writing.decrementAndGet();
            });
        }
        works.add(() -> {
            while (writing.get() > 0) {
                JsonNode answer = sync(driver.phone(), since[0]);
                assertThat(answer.path("full").asBoolean()).isFalse();
                known.addAll(texts(answer.path("messages"), "id"));
                since[0] = next(answer);
            }
            return 0;
        });
        atOnce(works);
        known.addAll(texts(sync(driver.phone(), since[0]).path("messages"), "id"));

        assertThat(known).containsAll(written).hasSize(90);
    }

    @Test
    void whereAJobIsShowsWhoHasAcceptedIt() {
        Driver driver = driver(1);
        UUID job = UUID.randomUUID();
        UUID offer = UUID.randomUUID();
        in(() -> {
            world.jdbc
                    .sql("""
                            INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at, expected_minutes,
                                agents_required, urgency, work_date, posted_at, instructions, created_at, created_by, updated_at, updated_by, version)
                            VALUES (:id, :ref, 'Guard the gate', 'guarding', 'open', '1 Secret Lane', 'SE1 1AA', 51.5, -0.1, :at, 120,
                                2, 'urgent', :day, now(), 'Code 1234', now(), 't', now(), 't', 0)
                            """)
                    .param("id", job)
                    .param("ref", "J-" + job)
                    .param("at", Timestamp.from(now().plus(Duration.ofDays(2))))
                    .param("day", java.time.LocalDate.of(2026, 3, 3))
                    .update();
            return world.jdbc
                    .sql("""
                            INSERT INTO offer (id, job_id, agent_id, wave, status, distance_km, offered_at, created_at, created_by, updated_at, updated_by, version)
                            VALUES (:id, :job, :agent, 1, 'open', 3.2, :at, now(), 't', now(), 't', 0)
                            """)
                    .param("id", offer)
                    .param("job", job)
                    .param("agent", driver.id())
                    .param("at", Timestamp.from(now()))
                    .update();
        });

        JsonNode offered = sync(driver.phone(), "");
        JsonNode shown = offered.at("/offers/0");
        assertThat(shown.path("offerId").asString()).isEqualTo(offer.toString());
        assertThat(shown.at("/job/urgency").asString()).isEqualTo("URGENT");
        assertThat(shown.at("/job/site").isNull()).isTrue();
        assertThat(shown.at("/job/area").asString()).isEqualTo("SE1");
        assertThat(offered.toString())
                .doesNotContain("Secret Lane")
                .doesNotContain("1234")
                .doesNotContain("SE1 1AA");

        in(() -> {
            world.jdbc
                    .sql("UPDATE offer SET status = 'accepted' WHERE id = ?")
                    .param(offer)
                    .update();
            return world.jdbc
                    .sql("""
                            INSERT INTO assignment (id, job_id, offer_id, agent_id, status, active, during, method, assigned_by, assigned_at,
                                created_at, created_by, updated_at, updated_by, version)
                            VALUES (gen_random_uuid(), :job, :offer, :agent, 'accepted', true, tstzrange(:at, CAST(:at AS timestamptz) + interval '3 h'),
                                'automatic', 't', :now, now(), 't', now(), 't', 0)
                            """)
                    .param("job", job)
                    .param("offer", offer)
                    .param("agent", driver.id())
                    .param("at", Timestamp.from(now().plus(Duration.ofDays(2))))
                    .param("now", Timestamp.from(now()))
                    .update();
        });
        JsonNode accepted = sync(driver.phone(), next(offered));
        assertThat(accepted.at("/offers/0/status").asString()).isEqualTo("accepted");
        assertThat(accepted.at("/work/0/job/site/address").asString()).isEqualTo("1 Secret Lane");
        assertThat(accepted.at("/work/0/job/site/instructions").asString()).isEqualTo("Code 1234");

        in(() -> world.jdbc
                .sql("UPDATE job SET instructions = 'Code 99' WHERE id = ?")
                .param(job)
                .update());
        JsonNode changed = sync(driver.phone(), next(accepted));
        assertThat(changed.at("/work/0/job/site/instructions").asString()).isEqualTo("Code 99");
        // A transaction that runs elsewhere on the server at that moment makes the phone get again what it has.
        assertThat(changed.path("offers")
                        .valueStream()
                        .map(again -> again.path("status").asString()))
                .allMatch("accepted"::equals);

        in(() -> world.jdbc
                .sql("UPDATE assignment SET status = 'removed', active = false, released_at = now() WHERE job_id = ?")
                .param(job)
                .update());
        JsonNode removed = sync(driver.phone(), next(changed));
        assertThat(removed.at("/work/0/status").asString()).isEqualTo("removed");
        assertThat(removed.at("/work/0/job/site").isNull()).isTrue();
        assertThat(removed.toString()).doesNotContain("Secret Lane");
        assertThat(sync(driver(1).phone(), "").toString()).doesNotContain(job.toString());
    }

    @Test
    void aTaskThatWentToSomebodyElseIsForgotten() {
        Driver driver = driver(0.3);
        Driver other = driver(20);
        UUID booking = placeNow();
        String task =
                task(driver.phone(), booking, "dispatch.acceptTrip").path("id").asString();
        String since = next(sync(driver.phone(), ""));

        in(() -> world.jdbc
                .sql("UPDATE user_task SET assignee = ? WHERE id = ?")
                .param(other.id().toString())
                .param(UUID.fromString(task))
                .update());

        JsonNode answer = sync(driver.phone(), since);
        assertThat(answer.path("closedTasks").valueStream().map(JsonNode::asString))
                .contains(task);
        assertThat(sync(driver.phone(), next(answer))
                        .path("closedTasks")
                        .valueStream()
                        .map(JsonNode::asString))
                .doesNotContain(task);
        assertThat(texts(sync(other.phone(), "").path("tasks"), "id")).contains(task);
        JsonNode late = ok(
                        200,
                        driver.phone()
                                .post(
                                        SYNC + "/actions",
                                        json(Map.of(
                                                "actions",
                                                List.of(Map.of(
                                                        "actionId",
                                                        UUID.randomUUID(),
                                                        "kind",
                                                        "task",
                                                        "taskId",
                                                        task,
                                                        "outcome",
                                                        "accepted",
                                                        "occurredAt",
                                                        now()))))))
                .json()
                .at("/answers/0");
        assertThat(late.path("result").asString()).isEqualTo("no_longer_possible");
        assertThat(late.path("reason").asString()).isEqualTo("This was given to somebody else.");
    }

    @Test
    void whoIsOffDutySeesNoWorkAndGetsItAllWhenBack() {
        Driver driver = driver(0.3);
        UUID booking = placeNow();
        task(driver.phone(), booking, "dispatch.acceptTrip");
        String before = next(sync(driver.phone(), ""));

        status(driver, "off_duty");
        JsonNode off = sync(driver.phone(), before);
        assertThat(off.path("full").asBoolean()).isTrue();
        assertThat(off.path("tasks")).isEmpty();
        assertThat(off.path("work")).isEmpty();
        assertThat(off.path("availability")).hasSize(42);

        status(driver, "active");
        JsonNode back = sync(driver.phone(), next(off));
        assertThat(back.path("full").asBoolean()).isTrue();
        assertThat(texts(back.path("work"), "status")).containsExactly("assigned");
    }

    private static void status(Driver driver, String status) {
        ok(200, driver.phone().send("PUT", "/api/v1/mobile/status", "{\"status\":\"" + status + "\"}"));
    }

    @Test
    void aCursorThatLeadsNowhereGetsEverything() {
        Driver driver = driver(1);
        Driver other = driver(2);
        JsonNode answer = sync(driver.phone(), "");
        assertThat(sync(other.phone(), next(answer)).path("full").asBoolean()).isTrue();
        SyncCursor cursor = SyncCursor.parse(next(answer));
        assertThat(sync(driver.phone(), cursor.text()).path("full").asBoolean()).isFalse();
        assertThat(sync(driver.phone(), restored(cursor, cursor.at()).text())
                        .path("full")
                        .asBoolean())
                .isTrue();
        SyncCursor old = new SyncCursor(
                cursor.database(),
                cursor.agent(),
                now().minus(Duration.ofDays(15)),
                true,
                cursor.today(),
                cursor.horizon());
        assertThat(sync(driver.phone(), old.text()).path("full").asBoolean()).isTrue();
        assertThat(driver.phone().get(SYNC + "?since=nonsense").code()).isEqualTo("invalid_cursor");
        assertThat(dispatcher().get(SYNC).status()).isEqualTo(403);
    }

    private static SyncCursor restored(SyncCursor cursor, Instant at) {
        return new SyncCursor("1/2", cursor.agent(), at, cursor.work(), cursor.today(), cursor.horizon());
    }

    @Test
    void daysComeWhenOneOfThemChanged() {
        Driver driver = driver(1);
        JsonNode all = sync(driver.phone(), "");
        java.time.LocalDate day =
                java.time.LocalDate.parse(all.at("/availability/5/date").asString());
        JsonNode said = ok(
                        200,
                        driver.phone()
                                .post(
                                        SYNC + "/actions",
                                        json(Map.of(
                                                "actions",
                                                List.of(Map.of(
                                                        "actionId",
                                                        UUID.randomUUID(),
                                                        "kind",
                                                        "availability",
                                                        "date",
                                                        day,
                                                        "available",
                                                        true,
                                                        "notes",
                                                        "after 9",
                                                        "occurredAt",
                                                        now()))))))
                .json();
        assertThat(said.at("/answers/0/result").asString()).as(said.toString()).isEqualTo("done");

        JsonNode changed = sync(driver.phone(), next(all));
        assertThat(changed.at("/availability/5/state").asString()).isEqualTo("available");
        assertThat(changed.at("/availability/5/notes").asString()).isEqualTo("after 9");
        assertThat(changed.at("/availability/6/state").asString()).isEqualTo("not_set");
        assertThat(sync(driver.phone(), next(changed)).path("availability").isNull())
                .isTrue();
    }
}
