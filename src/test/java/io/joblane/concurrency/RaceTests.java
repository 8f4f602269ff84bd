package io.joblane.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RaceTests extends ApiTest {
    @BeforeEach
    void nothingElseIsGoingOn() {
        emptyTheDay();
    }

    @Test
    void fiftyBookingsForTenAgentsLeaveNoOverlap() {
        in(() -> IntStream.range(0, 10).mapToObj(i -> world.agent(0.5 + i)).toList());
        dispatcher();

        List<UUID> bookings = atOnce(50, this::placeNow);

        await("each is assigned or waits by hand", () -> settled(bookings) == 50);
        assertThat(count("SELECT count(*) FROM assignment WHERE active")).isEqualTo(10);
        assertThat(count("SELECT count(DISTINCT agent_id) FROM assignment WHERE active"))
                .isEqualTo(10);
        assertThat(count("""
                SELECT count(*) FROM assignment a JOIN assignment b ON a.id < b.id AND a.active AND b.active
                AND a.during && b.during AND (a.agent_id = b.agent_id OR a.vehicle_id = b.vehicle_id)
                """)).isZero();
        assertThat(count("SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL"))
                .isZero();
    }

    /** Those with an offer to an agent, and those with an open task for a dispatcher; none counts twice. */
    private int settled(List<UUID> bookings) {
        return in(() ->
                world.jdbc.sql("""
                        SELECT count(*) FROM booking b WHERE b.id IN (:ids)
                        AND (b.status = 'assigned' AND EXISTS (SELECT FROM assignment a WHERE a.booking_id = b.id AND a.active)
                             OR b.status = 'awaiting_assignment' AND EXISTS (SELECT FROM user_task t
                                 WHERE t.booking_id = b.id AND t.state = 'open' AND t.element_id = 'Task_AssignByHand'))
                        """).param("ids", bookings).query(Integer.class).single());
    }

    @Test
    void ofTwoHundredTapsOnOneOfferOneCounts() {
        Driver driver = driver(0.3);
        UUID booking = placeNow();
        JsonNode offer = task(driver.phone(), booking, "dispatch.acceptTrip");
        List<Callable<Answer>> taps = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String body = tap(i % 2 == 0 ? "accepted" : "declined", Map.of());
            taps.add(() -> complete(driver.phone(), offer, body));
        }

        List<Answer> answers = atOnce(taps);

        assertThat(answers).allSatisfy(a -> assertThat(a.status()).as(a.text()).isIn(200, 409));
        List<String> results = answers.stream()
                .map(a -> a.status() == 200 ? a.json().path("result").asString() : a.code())
                .toList();
        assertThat(results.stream().filter("done"::equals)).hasSize(1);
        assertThat(results.stream().filter("already_done"::equals)).hasSize(99);
        assertThat(results.stream().filter("no_longer_possible"::equals)).hasSize(100);
        assertThat(count(
                        "SELECT count(*) FROM outbox WHERE kind = 'complete_task' AND aggregate = ?",
                        booking.toString()))
                .isEqualTo(1);
        assertThat(count("""
                SELECT count(*) FROM trip_log WHERE booking_id = ? AND old_status = 'assigned'
                AND new_status IN ('accepted', 'awaiting_assignment')
                """, booking)).isEqualTo(1);
    }

    @Test
    void twoDispatchersCannotSendOneAgentTwoWays() {
        for (int round = 0; round < 5; round++) {
            UUID agent = in(() -> world.agent(3));
            List<UUID> bookings = List.of(waiting(round), waiting(round));

            List<Answer> answers = atOnce(bookings.stream()
                    .map(booking -> (Callable<Answer>) () -> assign(booking, agent))
                    .toList());

            assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(201, 409);
            assertThat(answers.stream().filter(a -> a.status() == 409).map(Answer::code))
                    .containsExactly("agent_busy");
            assertThat(count("SELECT count(*) FROM assignment WHERE active AND agent_id = ?", agent))
                    .isEqualTo(1);
        }
    }

    @Test
    void twoDispatchersCannotGiveOneBookingToTwoAgents() {
        for (int round = 0; round < 5; round++) {
            UUID booking = waiting(round);
            List<UUID> agents = in(() -> List.of(world.agent(3), world.agent(4)));

            List<Answer> answers = atOnce(agents.stream()
                    .map(agent -> (Callable<Answer>) () -> assign(booking, agent))
                    .toList());

            assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(201, 409);
            assertThat(answers.stream().filter(a -> a.status() == 409).map(Answer::code))
                    .containsExactly("booking_already_assigned");
            assertThat(count("SELECT count(*) FROM assignment WHERE active AND booking_id = ?", booking))
                    .isEqualTo(1);
            assertThat(count("SELECT count(*) FROM assignment WHERE booking_id = ?", booking))
                    .isEqualTo(1);
        }
    }

    @Test
    void anAmendmentNeverFollowsTheCancellation() {
        for (int round = 0; round < 10; round++) {
            UUID booking = waiting(round);
            String path = BOOKINGS + "/" + booking;

            List<Answer> answers = atOnce(List.of(
                    () -> dispatcher().send("PATCH", path, "{\"passengers\":3,\"notes\":\"three of us\"}"),
                    () -> dispatcher().post(path + "/cancel", "{\"reason\":\"plans changed\"}")));

            assertThat(answers.get(0).status()).as(answers.get(0).text()).isIn(200, 409);
            assertThat(answers.get(1).status()).as(answers.get(1).text()).isEqualTo(200);
            assertThat(status(booking)).isEqualTo("cancelled");
            List<String> log = Stream.concat(
                            dispatcher()
                                    .get(path + "/timeline")
                                    .json()
                                    .path("items")
                                    .valueStream()
                                    .map(e -> e.path("type").asString()
                                            + ' '
                                            + e.path("newStatus").asString("")),
                            Stream.of("end"))
                    .toList();
            int cancelled = log.indexOf("status_change cancelled");
            assertThat(cancelled).as("%s", log).isNotNegative();
            assertThat(log.subList(cancelled, log.size())).noneMatch(e -> e.startsWith("amended"));
            boolean amended = answers.get(0).status() == 200;
            assertThat(log.stream().anyMatch(e -> e.startsWith("amended"))).isEqualTo(amended);
            assertThat(dispatcher().get(path).json().path("passengers").asInt()).isEqualTo(amended ? 3 : 2);
        }
        await("the engine is told everything", () -> count("SELECT count(*) FROM outbox WHERE sent_at IS NULL") == 0);
    }

    /** A booking of another day each round, far enough ahead that no process asks anybody. */
    private UUID waiting(int round) {
        UUID booking = place(order(Duration.ofDays(30 + round)));
        awaitStatus(booking, "awaiting_assignment");
        return booking;
    }

    private Answer assign(UUID booking, UUID agent) {
        return dispatcher().post(BOOKINGS + "/" + booking + "/assignments", json(Map.of("agentId", agent)));
    }

    private int count(String sql, Object... params) {
        return in(() -> {
            var statement = world.jdbc.sql(sql);
            for (Object param : params) {
                statement = statement.param(param);
            }
            return statement.query(Integer.class).single();
        });
    }
}
