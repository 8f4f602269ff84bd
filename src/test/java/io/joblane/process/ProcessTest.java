package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.booking.AssignmentView;
import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.booking.PaymentMethod;
import io.joblane.booking.domain.Amendment;
import io.joblane.booking.domain.AmendmentService;
import io.joblane.booking.domain.BookingService;
import io.joblane.booking.domain.TripLog;
import io.joblane.database.Databases;
import io.joblane.database.Transactions;
import io.joblane.engine.EngineTies;
import io.joblane.engine.OpenTask;
import io.joblane.engine.Reentry;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.engine.embedded.EmbeddedEngine;
import io.joblane.engine.embedded.EngineView;
import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.identity.Users.NewUser;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApplicationTest;
import io.joblane.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/**
 * One path of the processes at a time, through the real workers, on the embedded engine with the clock moved. Whatever a
 * test does, its bookings end after it without an incident and leave nothing in the engine.
 */
public abstract class ProcessTest extends ApplicationTest {
    protected static final String ACCEPT = "Task_AcceptTrip";
    protected static final String START = "Task_StartPickup";
    protected static final String ARRIVED = "Task_Arrived";
    protected static final String ON_BOARD = "Task_CustomerOnBoard";
    protected static final String COMPLETE = "Task_CompleteTrip";
    protected static final String BY_HAND = "Task_AssignByHand";

    private static final List<String> MESSAGES = List.of(
            "booking.paymentConfirmed",
            "booking.dispatchRequested",
            "booking.timeChanged",
            "booking.amended",
            "booking.cancelled");
    private static final String PASSWORD = "joblane-test";

    @Autowired
    protected BookingService bookingService;

    @Autowired
    protected AmendmentService amendments;

    @Autowired
    protected Transactions transactions;

    private EngineView engine;
    private long incidentsBefore;

    @Autowired
    private Users users;

    @Autowired
    private EngineTies ties;

    @Autowired
    private List<Reentry> reentries;

    @Autowired
    private Databases databases;

    @LocalServerPort
    private int port;

    @Autowired
    void look(EmbeddedEngine embedded) {
        engine = new EngineView(embedded);
    }

    @BeforeEach
    void emptyTheFleet() {
        incidentsBefore = engine.incidents();
        in(() -> {
            world.everybodyLeaves();
            return null;
        });
    }

    @AfterEach
    void leaveNothing() {
        releaseDelivery();
        endJobs();
        List<UUID> open = bookings("status NOT IN ('completed', 'invoiced', 'cancelled')");
        open.forEach(id -> cancel(id, "dispatcher"));
        List<UUID> all = bookings("created_at > '" + now().minus(Duration.ofDays(2)) + "'");
        await("every process ends", () -> all.stream().noneMatch(this::isServed));
        settle();
        assertThat(engine.incidents()).as("incidents").isEqualTo(incidentsBefore);
        List<String> left = in(() -> world.jdbc
                .sql(
                        "SELECT concat_ws(' ', element_id, assignee, booking_id, job_id) FROM user_task WHERE state = 'open'")
                .query(String.class)
                .list());
        assertThat(left).as("open tasks").isEmpty();
        assertThat(count("SELECT count(*) FROM assignment WHERE active"))
                .as("agents still bound")
                .isZero();
        assertThat(count("SELECT count(*) FROM vehicle WHERE status = 'in_service'"))
                .isZero();
    }

    /** For tests of jobs: ends those that are not over, and waits for their processes. */
    protected void endJobs() {}

    private List<UUID> bookings(String condition) {
        return in(() -> world.jdbc
                .sql("SELECT id FROM booking WHERE " + condition)
                .query(UUID.class)
                .list());
    }

    /** Waits until nothing is under way: the outbox is empty (or held up), no job runs, no timer is due. */
    protected void settle() {
        try {
            await("nothing is under way", () -> nothingToSend() && engine.isQuiet(now()) && nothingToSend());
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "; given back: " + engine.givenBack() + "; under way at " + now() + ": "
                            + engine.underWay(now()) + "; nothing to send: " + nothingToSend(),
                    e);
        }
    }

    /** What a restore does once the data is back: every instance is ended and the open work starts again. @return how much */
    protected int startAgainAsAfterARestore() {
        Set<Long> instances = new HashSet<>();
        databases.maintain(company(), owner -> instances.addAll(ties.instances(owner)));
        return in(() -> {
            ties.cancel(instances);
            return transactions.run(() -> {
                ties.cut();
                return reentries.stream().mapToInt(Reentry::startAgain).sum();
            });
        });
    }

    private boolean nothingToSend() {
        return count("""
                        SELECT count(*) FROM outbox o WHERE sent_at IS NULL
                          AND NOT EXISTS (SELECT 1 FROM outbox h WHERE h.target = 'test.held' AND h.aggregate = o.aggregate)
                        """) == 0;
    }

    /** What the booking queues for the engine stays in the outbox from now on: the engine lags behind the database. */
    protected void holdDelivery(UUID booking) {
        settle();
        in(() -> world.jdbc
                .sql(
                        "INSERT INTO outbox (id, aggregate, kind, target, due_at) VALUES (?, ?, 'message', 'test.held', '9999-01-01')")
                .param(UUID.randomUUID())
                .param(booking.toString())
                .update());
    }

    protected void releaseDelivery() {
        in(() -> world.jdbc.sql("DELETE FROM outbox WHERE target = 'test.held'").update());
    }

    /** The booking's row, locked by somebody else until it is closed: whoever decides about the booking queues up behind it. */
    protected HeldRow hold(UUID booking) {
        settle();
        return new HeldRow(stay -> in(() -> transactions.run(() -> {
            world.jdbc
                    .sql("SELECT 1 FROM booking WHERE id = ? FOR UPDATE")
                    .param(booking)
                    .query()
                    .singleRow();
            stay.run();
            return booking;
        })));
    }

    /** Waits until so many wait for a lock in the company's database; they get it in the order in which they came. */
    protected void awaitWaiting(int number) {
        await(
                number + " wait for the row",
                () -> count(
                                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                        == number);
    }

    /** Lets that time pass once nothing is under way, and what it triggers happen. */
    protected void pass(Duration time) {
        settle();
        clock.advance(time);
        settle();
    }

    protected void passTo(Instant moment) {
        settle();
        clock.advanceTo(moment);
        settle();
    }

    /** Whether an instance of that process, started for that aggregate, is still running. */
    protected boolean runs(String process, UUID aggregate) {
        return engine.runs(process, aggregate.toString());
    }

    /** Whether the booking's process is still running. */
    protected boolean isServed(UUID booking) {
        return engine.runs("bookingProcess", booking.toString());
    }

    /** Whether the booking's process would hear that message now. */
    protected boolean listensTo(String message, UUID booking) {
        return engine.awaits(message, booking.toString());
    }

    /** The process has ended and what belongs to it is gone from the engine. */
    protected void assertNothingLeft(UUID booking) {
        awaitServed(booking);
        settle();
        for (String message : MESSAGES) {
            assertThat(listensTo(message, booking)).as(message).isFalse();
        }
        assertThat(count("SELECT count(*) FROM user_task WHERE booking_id = ? AND state = 'open'", booking))
                .isZero();
    }

    protected void awaitServed(UUID booking) {
        await("the process of " + booking + " ends", () -> !isServed(booking));
    }

    /** A client of somebody in the office, logged in anew: tokens expire as tests move the clock. */
    protected ApiClient office(Role role) {
        String email = role.key() + "@" + company() + ".example";
        users.seed(List.of(new NewUser(email, "Test " + role.key(), company(), role)), PASSWORD);
        return new ApiClient(port).login(email, PASSWORD);
    }

    /** Somebody assigns through the API. */
    protected ApiClient.Answer assign(Role role, UUID booking, UUID agent, @Nullable String reason) {
        return assign(role, booking, agent, null, false, reason);
    }

    protected ApiClient.Answer force(
            Role role, UUID booking, UUID agent, @Nullable UUID vehicle, @Nullable String reason) {
        return assign(role, booking, agent, vehicle, true, reason);
    }

    private ApiClient.Answer assign(
            Role role, UUID booking, UUID agent, @Nullable UUID vehicle, boolean force, @Nullable String reason) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("agentId", agent);
        body.put("force", force);
        if (vehicle != null) {
            body.put("vehicleId", vehicle);
        }
        if (reason != null) {
            body.put("reason", reason);
        }
        return office(role)
                .post("/api/v1/bookings/" + booking + "/assignments", new JsonMapper().writeValueAsString(body));
    }

    /** The vehicle the agent drives. */
    protected UUID vehicleOf(UUID agent) {
        return in(() -> world.jdbc
                .sql("SELECT current_vehicle_id FROM agent WHERE id = ?")
                .param(agent)
                .query(UUID.class)
                .single());
    }

    /** A booking on account, so far ahead that its dispatch window is open and its reminder is still to come. */
    protected BookingView place() {
        return place(Duration.ofMinutes(60));
    }

    protected BookingView place(Duration ahead) {
        return in(() -> world.place(now().plus(ahead)));
    }

    protected BookingView placeByCard(Duration ahead) {
        return in(() -> world.place(now().plus(ahead), PaymentMethod.CARD));
    }

    protected UUID agent(double kmAway) {
        return in(() -> world.agent(kmAway));
    }

    protected OpenTask task(UUID booking, String element) {
        await(
                element + " for " + booking + " (is " + status(booking) + ")",
                () -> in(() -> world.task(booking, element)).isPresent());
        return in(() -> world.task(booking, element)).orElseThrow();
    }

    protected boolean hasTask(UUID booking, String element) {
        return in(() -> world.task(booking, element)).isPresent();
    }

    /** Waits until that agent has the offer. */
    protected OpenTask offerTo(UUID agent, UUID booking) {
        await(
                "the offer of " + booking + " to " + agent,
                () -> in(() -> world.task(booking, ACCEPT))
                        .filter(t -> agent.toString().equals(t.assignee()))
                        .isPresent());
        return task(booking, ACCEPT);
    }

    protected Verdict tap(UUID booking, String element, String outcome) {
        return tap(task(booking, element), outcome);
    }

    protected Verdict tap(OpenTask task, String outcome) {
        return in(() -> world.tap(task, outcome, "{}"));
    }

    protected Verdict assignByHand(UUID booking, UUID agent) {
        return assignByHand(task(booking, BY_HAND), agent);
    }

    protected Verdict assignByHand(OpenTask task, UUID agent) {
        return in(() -> world.tap(task, "assigned", "{\"agentId\":\"" + agent + "\"}"));
    }

    protected void step(UUID booking, String element) {
        assertThat(tap(booking, element, ACCEPT.equals(element) ? "accepted" : "done")
                        .kind())
                .isEqualTo(Verdict.Kind.DONE);
    }

    /** Takes the booking through its steps up to that status. */
    protected void bring(UUID booking, BookingStatus to) {
        if (to.compareTo(BookingStatus.ASSIGNED) >= 0) {
            task(booking, ACCEPT);
        }
        String[] steps = {ACCEPT, START, ARRIVED, ON_BOARD, COMPLETE};
        for (int i = 0; i < to.ordinal() - BookingStatus.ASSIGNED.ordinal() && i < steps.length; i++) {
            step(booking, steps[i]);
        }
        awaitStatus(booking, to);
    }

    /** Takes the booking from where it is to its end; {@code agent} must have it. */
    protected void finish(UUID booking, UUID agent) {
        BookingStatus from = status(booking);
        assertThat(current(booking).agentId()).isEqualTo(agent);
        String[] steps = {ACCEPT, START, ARRIVED, ON_BOARD, COMPLETE};
        for (int i = Math.max(0, from.ordinal() - BookingStatus.ASSIGNED.ordinal()); i < steps.length; i++) {
            assertThat(task(booking, steps[i]).assignee()).as(steps[i]).isEqualTo(agent.toString());
            step(booking, steps[i]);
        }
        awaitStatus(booking, BookingStatus.INVOICED);
        awaitServed(booking);
    }

    protected BookingView cancel(UUID booking, String by) {
        return in(() -> World.as(World.dispatcher(), () -> bookingService.cancel(booking, by, "no longer needed")));
    }

    protected BookingView amend(UUID booking, Amendment amendment) {
        return in(() -> World.as(World.dispatcher(), () -> amendments.amend(booking, amendment, null)));
    }

    protected BookingView movePickup(UUID booking, Instant to) {
        return amend(booking, new Amendment(null, null, to, null, null, null, null, null));
    }

    protected BookingView changePassengers(UUID booking, int passengers) {
        return amend(booking, new Amendment(null, null, null, passengers, null, null, null, null));
    }

    protected BookingStatus status(UUID booking) {
        return in(() -> world.status(booking));
    }

    protected AssignmentView current(UUID booking) {
        return in(() -> world.current(booking)).orElseThrow();
    }

    /** Statuses of the booking's assignments in order, in lower case. */
    protected List<String> assignmentStatuses(UUID booking) {
        return in(() -> world.assignments(booking)).stream()
                .map(a -> a.status().name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The new statuses in the trip log, in order; other entries are left out. */
    protected List<@Nullable String> way(UUID booking) {
        return log(booking).stream()
                .filter(e -> e.type().equals("status_change"))
                .map(TripLog.Entry::newStatus)
                .toList();
    }

    protected List<TripLog.Entry> log(UUID booking) {
        return in(() -> world.log(booking));
    }

    protected void awaitStatus(UUID booking, BookingStatus expected) {
        await(booking + " becomes " + expected + ", is " + status(booking), () -> status(booking) == expected);
    }

    protected String vehicleStatus(UUID vehicle) {
        return in(() -> world.jdbc
                .sql("SELECT status FROM vehicle WHERE id = ?")
                .param(vehicle)
                .query(String.class)
                .single());
    }

    protected int count(String sql, Object... params) {
        return in(() -> {
            var statement = world.jdbc.sql(sql);
            for (Object param : params) {
                statement = statement.param(param);
            }
            return statement.query(Integer.class).single();
        });
    }

    /** How often the agent or the customer was told; one of an event's channels is counted. */
    protected int notifications(UUID booking, String event) {
        return count(
                        "SELECT count(*) FROM notification WHERE booking_id = ? AND event = ? AND channel = 'in_app'",
                        booking,
                        event)
                + count(
                        "SELECT count(*) FROM notification WHERE booking_id = ? AND event = ? AND channel = 'email'",
                        booking,
                        event);
    }

    protected int told(UUID agent, UUID booking, String event) {
        return count(
                "SELECT count(*) FROM notification WHERE recipient_id = ? AND booking_id = ? AND event = ? AND channel = 'in_app'",
                agent,
                booking,
                event);
    }
}
