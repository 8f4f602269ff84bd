package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.shared.Ids;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Messages between agents and dispatch, from both ends. */
class ThreadApiTests extends ApiTest {
    private static final String MOBILE = "/api/v1/mobile/threads";
    private static final String OFFICE = "/api/v1/threads";

    private Driver ann;
    private Driver bob;

    @BeforeEach
    void twoAgents() {
        List<Driver> both = drivers(2, 3);
        ann = both.get(0);
        bob = both.get(1);
    }

    @Test
    void anAgentAsksAndDispatchAnswers() {
        Answer asked = ok(201, ann.phone().post(MOBILE, message("Which gate?", null, null)));
        String thread = asked.json().path("threadId").asString();
        assertThat(asked.header("Location")).isEqualTo(MOBILE + "/" + thread + "/messages");
        assertThat(asked.json().path("number").asInt()).isEqualTo(1);
        assertThat(asked.json().path("sender").asString()).isEqualTo("agent");

        JsonNode waiting = only(dispatcher().get(OFFICE + "?unread=true&agentId=" + ann.id()));
        assertThat(waiting.path("unread").asInt()).isEqualTo(1);
        assertThat(waiting.path("lastText").asString()).isEqualTo("Which gate?");
        assertThat(waiting.path("agentName").asString()).contains(ann.email());
        Answer answered = ok(201, dispatcher().post(OFFICE + "/" + thread + "/messages", message("Gate 3")));
        assertThat(answered.json().path("senderName").asString()).contains("Test dispatcher");
        assertThat(items(dispatcher().get(OFFICE + "?unread=true&agentId=" + ann.id())))
                .as("who answers has read")
                .isEmpty();

        JsonNode seen = only(ann.phone().get(MOBILE));
        assertThat(seen.path("unread").asInt()).isEqualTo(1);
        assertThat(seen.path("readByOther").asInt()).isEqualTo(2);
        assertThat(texts(ann.phone().get(MOBILE + "/" + thread + "/messages")))
                .containsExactly("Gate 3", "Which gate?");
        ok(204, ann.phone().send("PUT", MOBILE + "/" + thread + "/read", "{\"upTo\": 2}"));
        assertThat(only(ann.phone().get(MOBILE)).path("unread").asInt()).isZero();
        assertThat(dispatcher()
                        .get(OFFICE + "/" + thread)
                        .json()
                        .path("readByOther")
                        .asInt())
                .isEqualTo(2);
    }

    /** In the app, and by push once there is a provider; once, however often the message is sent. */
    @Test
    void theAgentIsToldOfWhatDispatchWrites() {
        Map<String, Object> body = new HashMap<>(Map.of(
                "agentId",
                ann.id(),
                "messageId",
                UUID.randomUUID(),
                "text",
                "x".repeat(199) + "\ud83d\ude00 and more"));
        Answer first = ok(201, dispatcher().post(OFFICE, json(body)));
        ok(200, dispatcher().post(OFFICE, json(body)));

        List<JsonNode> told = items(ann.phone().get("/api/v1/notifications"));
        assertThat(told).hasSize(1);
        assertThat(told.get(0).path("event").asString()).isEqualTo("message_received");
        assertThat(told.get(0).path("body").asString()).isEqualTo("x".repeat(199) + "...");
        // No provider is set up here.
        await(
                "the push is said to be missing",
                () -> in(() -> world.jdbc
                                .sql("SELECT state FROM notification WHERE recipient_id = ? AND channel = 'push'")
                                .param(ann.id())
                                .query(String.class)
                                .list())
                        .equals(List.of("suppressed")));
        ok(201, ann.phone().post(MOBILE, message("Thanks", null, null)));
        assertThat(items(ann.phone().get("/api/v1/notifications")))
                .as("of one's own")
                .hasSize(1);
        assertThat(only(ann.phone().get(MOBILE)).path("id").asString())
                .isEqualTo(first.json().path("threadId").asString());
    }

    @Test
    void aMessageThatComesTwiceIsKeptOnce() {
        String body = message("On my way", null, null);
        List<Integer> statuses = atOnce(8, () -> ann.phone().post(MOBILE, body).status());
        assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
        JsonNode thread = only(ann.phone().get(MOBILE));
        assertThat(thread.path("lastNumber").asInt()).isEqualTo(1);

        Answer reused = ann.phone().post(MOBILE, body.replace("On my way", "Not on my way"));
        assertThat(reused.status()).isEqualTo(422);
        assertThat(reused.code()).isEqualTo("message_id_reused");
        // Ids are each sender's own.
        ok(201, bob.phone().post(MOBILE, body));
    }

    @Test
    void whatIsWrittenAtOnceIsNumberedWithoutGaps() {
        List<Callable<Integer>> all = Stream.concat(
                        IntStream.range(0, 10).mapToObj(i -> (Callable<Integer>) () -> ann.phone()
                                .post(MOBILE, message("a" + i, null, null))
                                .status()),
                        IntStream.range(0, 10).mapToObj(i -> (Callable<Integer>) () -> dispatcher()
                                .post(
                                        OFFICE,
                                        json(Map.of(
                                                "agentId", ann.id(), "messageId", UUID.randomUUID(), "text", "o" + i)))
                                .status()))
                .toList();
        assertThat(atOnce(all)).containsOnly(201);

        String thread = only(ann.phone().get(MOBILE)).path("id").asString();
        List<Integer> numbers = items(ann.phone().get(MOBILE + "/" + thread + "/messages")).stream()
                .map(message -> message.path("number").asInt())
                .toList();
        assertThat(numbers)
                .isEqualTo(IntStream.iterate(20, i -> i - 1).limit(20).boxed().toList());
    }

    @Test
    void readingUpToAMessageLeavesLaterOnesUnreadAndNeverGoesBack() {
        String thread = ok(201, ann.phone().post(MOBILE, message("1", null, null)))
                .json()
                .path("threadId")
                .asString();
        ok(201, ann.phone().post(MOBILE + "/" + thread + "/messages", message("2")));
        ok(201, ann.phone().post(MOBILE + "/" + thread + "/messages", message("3")));
        String read = OFFICE + "/" + thread + "/read";

        ok(204, dispatcher().send("PUT", read, "{\"upTo\": 2}"));
        assertThat(unread(thread)).isEqualTo(1);
        ok(204, dispatcher().send("PUT", read, "{\"upTo\": 1}"));
        assertThat(unread(thread)).isEqualTo(1);
        ok(204, dispatcher().send("PUT", read, "{\"upTo\": 900}"));
        assertThat(unread(thread)).isZero();
        ok(201, ann.phone().post(MOBILE + "/" + thread + "/messages", message("4")));
        assertThat(unread(thread)).isEqualTo(1);
        for (String body : List.of("{}", "{\"upTo\": 0}", "{\"upTo\": \"all\"}", "")) {
            assertThat(dispatcher().send("PUT", read, body).status()).as(body).isEqualTo(400);
        }
    }

    @Test
    void aThreadStaysWithItsBookingOrJobAndEachHasOne() {
        emptyTheDay();
        Driver near = driver(0.2);
        Driver stranger = driver(6);
        UUID booking = placeNow();
        step(near, booking, "dispatch.acceptTrip", "accepted");
        UUID job = job();
        offer(job, near.id());
        String ofBooking = ok(201, near.phone().post(MOBILE, message("Which door?", booking, null)))
                .json()
                .path("threadId")
                .asString();
        String ofJob = ok(201, near.phone().post(MOBILE, message("Which roof?", null, job)))
                .json()
                .path("threadId")
                .asString();
        String general = ok(201, near.phone().post(MOBILE, message("Holidays?", null, null)))
                .json()
                .path("threadId")
                .asString();
        assertThat(List.of(ofBooking, ofJob, general)).doesNotHaveDuplicates();
        assertThat(ok(201, near.phone().post(MOBILE, message("The blue one?", booking, null)))
                        .json()
                        .path("threadId")
                        .asString())
                .isEqualTo(ofBooking);

        assertThat(ids(dispatcher().get(OFFICE + "?bookingId=" + booking))).containsExactly(ofBooking);
        assertThat(ids(dispatcher().get(OFFICE + "?jobId=" + job))).containsExactly(ofJob);
        assertThat(only(dispatcher().get(OFFICE + "?bookingId=" + booking))
                        .path("reference")
                        .asString())
                .isEqualTo(dispatcher()
                        .get(BOOKINGS + "/" + booking)
                        .json()
                        .path("reference")
                        .asString());
        Answer toStranger = dispatcher()
                .post(
                        OFFICE,
                        json(Map.of(
                                "agentId",
                                stranger.id(),
                                "messageId",
                                UUID.randomUUID(),
                                "text",
                                "Hello",
                                "bookingId",
                                booking)));
        assertThat(toStranger.code()).isEqualTo("booking_unknown");
        assertThat(stranger.phone()
                        .post(MOBILE, message("Mine?", booking, null))
                        .code())
                .isEqualTo("booking_unknown");
        assertThat(stranger.phone().post(MOBILE, message("Mine?", null, job)).code())
                .isEqualTo("job_unknown");
        assertThat(near.phone().post(MOBILE, message("Both", booking, job)).code())
                .isEqualTo("one_topic");
        assertThat(items(stranger.phone().get(MOBILE))).isEmpty();
    }

    @Test
    void anAgentSeesTheirOwnThreadsOnly() {
        String thread = ok(201, ann.phone().post(MOBILE, message("Secret", null, null)))
                .json()
                .path("threadId")
                .asString();
        for (Answer answer : List.of(
                bob.phone().get(MOBILE + "/" + thread + "/messages"),
                bob.phone().post(MOBILE + "/" + thread + "/messages", message("Hi")),
                bob.phone().send("PUT", MOBILE + "/" + thread + "/read", "{\"upTo\": 1}"),
                ann.phone().get(MOBILE + "/" + UUID.randomUUID() + "/messages"),
                dispatcher().get(OFFICE + "/" + UUID.randomUUID()),
                dispatcher().post(OFFICE + "/" + UUID.randomUUID() + "/messages", message("Hi")))) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("thread_unknown");
        }
        assertThat(dispatcher()
                        .post(
                                OFFICE,
                                json(Map.of("agentId", UUID.randomUUID(), "messageId", UUID.randomUUID(), "text", "x")))
                        .code())
                .isEqualTo("agent_unknown");
        assertThat(items(bob.phone().get(MOBILE))).isEmpty();
    }

    @Test
    void dispatchIsWrittenToInEveryWorkingStateAndSalespeopleReadNothing() {
        for (String status : List.of("on_break", "off_duty")) {
            ok(200, ann.phone().send("PUT", "/api/v1/mobile/status", json(Map.of("status", status))));
            ok(201, ann.phone().post(MOBILE, message(status, null, null)));
            ok(200, ann.phone().get(MOBILE));
        }
        assertThat(as(Role.SALESPERSON).get(OFFICE).status()).isEqualTo(403);
        assertThat(ann.phone().get(OFFICE).status()).isEqualTo(403);
        assertThat(as(Role.MANAGER).get(OFFICE).status()).isEqualTo(200);
        assertThat(dispatcher().get(MOBILE).status()).isEqualTo(403);
        assertThat(nobody().get(OFFICE).status()).isEqualTo(401);
    }

    @Test
    void listsArePaged() {
        List<Driver> three = drivers(3, 2);
        three.forEach(one -> ok(201, one.phone().post(MOBILE, message("m0", null, null))));
        String thread = ids(three.get(0).phone().get(MOBILE)).get(0);
        for (int i = 1; i < 5; i++) {
            ok(201, three.get(0).phone().post(MOBILE + "/" + thread + "/messages", message("m" + i)));
        }
        assertThat(Pages.all(dispatcher(), OFFICE + "/" + thread + "/messages?limit=2").stream()
                        .map(message -> message.path("text").asString()))
                .containsExactly("m4", "m3", "m2", "m1", "m0");
        List<String> walked = Pages.all(dispatcher(), OFFICE + "?limit=2").stream()
                .map(item -> item.path("id").asString())
                .toList();
        assertThat(walked).doesNotHaveDuplicates().startsWith(thread).hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n"})
    void anEmptyTextIsNoMessage(String text) {
        assertThat(ann.phone().post(MOBILE, message(text, null, null)).status()).isEqualTo(400);
    }

    @Test
    void aMessageHasAnEndAndAnId() {
        ok(201, ann.phone().post(MOBILE, message("x".repeat(2000), null, null)));
        assertThat(ann.phone()
                        .post(MOBILE, message("x".repeat(2001), null, null))
                        .status())
                .isEqualTo(400);
        assertThat(ann.phone().post(MOBILE, "{\"text\": \"no id\"}").status()).isEqualTo(400);
    }

    /** A phone without a network keeps what was written, and its clock may be ahead. */
    @Test
    void aMessageSaysWhenItWasWritten() {
        Map<String, Object> body = new HashMap<>(Map.of("messageId", UUID.randomUUID(), "text", "late"));
        var written = now().minus(Duration.ofHours(3)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        body.put("writtenAt", written);
        JsonNode late = ok(201, ann.phone().post(MOBILE, json(body))).json();
        assertThat(instant(late.path("writtenAt"))).isEqualTo(written);
        assertThat(instant(late.path("at"))).isAfter(written.plus(Duration.ofHours(2)));

        body.put("messageId", UUID.randomUUID());
        body.put("writtenAt", now().plus(Duration.ofHours(3)));
        JsonNode ahead = ok(201, ann.phone().post(MOBILE, json(body))).json();
        assertThat(instant(ahead.path("writtenAt"))).isEqualTo(instant(ahead.path("at")));
    }

    private int unread(String thread) {
        return dispatcher().get(OFFICE + "/" + thread).json().path("unread").asInt();
    }

    private static String message(String text) {
        return message(text, null, null);
    }

    private static String message(String text, @Nullable UUID booking, @Nullable UUID job) {
        Map<String, Object> body = new HashMap<>(Map.of("messageId", UUID.randomUUID(), "text", text));
        if (booking != null) {
            body.put("bookingId", booking);
        }
        if (job != null) {
            body.put("jobId", job);
        }
        return json(body);
    }

    private static List<JsonNode> items(Answer answer) {
        return ok(200, answer).json().path("items").valueStream().toList();
    }

    private static JsonNode only(Answer answer) {
        List<JsonNode> items = items(answer);
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private static List<String> ids(Answer answer) {
        return items(answer).stream().map(item -> item.path("id").asString()).toList();
    }

    private static List<String> texts(Answer answer) {
        return items(answer).stream().map(item -> item.path("text").asString()).toList();
    }

    private UUID job() {
        UUID id = Ids.next();
        in(() -> world.jdbc
                .sql("""
                        INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at,
                            expected_minutes, agents_required, urgency, work_date, posted_at,
                            created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :reference, 'A roof', 'roofing', 'open', '5 Pine Street', '10005', 40.7, -74.0,
                            now() + interval '20 days', 240, 3, 'standard', current_date + 20, now(), now(), 'x', now(), 'x', 0)
                        """)
                .param("id", id)
                .param("reference", "JB-" + id)
                .update());
        return id;
    }

    private void offer(UUID job, UUID agent) {
        in(() -> world.jdbc
                .sql("""
                        INSERT INTO offer (id, job_id, agent_id, wave, status, offered_at, created_at, created_by, updated_at,
                            updated_by, version)
                        VALUES (:id, :job, :agent, 1, 'open', now(), now(), 'x', now(), 'x', 0)
                        """)
                .param("id", Ids.next())
                .param("job", job)
                .param("agent", agent)
                .update());
    }
}
