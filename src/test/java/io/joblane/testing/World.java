package io.joblane.testing;

import io.joblane.booking.AssignmentView;
import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.booking.Bookings;
import io.joblane.booking.PaymentMethod;
import io.joblane.booking.Place;
import io.joblane.booking.Priority;
import io.joblane.booking.domain.BookingService;
import io.joblane.booking.domain.NewBooking;
import io.joblane.booking.domain.TripLog;
import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskAudience;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.engine.Tasks;
import io.joblane.fleet.NewVehicle;
import io.joblane.fleet.Vehicles;
import io.joblane.shared.Geo;
import io.joblane.shared.VehicleType;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.Agents;
import io.joblane.workforce.NewAgent;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What tests do in the application as people would: agents join, customers order, phones tap. Call it with a company set. */
public class World {
    public static final Geo TIMES_SQUARE = new Geo(40.758, -73.9855);
    public static final Geo UNION_SQUARE = new Geo(40.7359, -73.9911);
    private static final AtomicInteger NEXT = new AtomicInteger();

    public final JdbcClient jdbc;
    private final Vehicles vehicles;
    private final Agents agents;
    private final BookingService service;
    private final Bookings bookings;
    private final Tasks tasks;
    private final TripLog log;
    private final JsonMapper json;
    private final Clock clock;

    World(
            JdbcClient jdbc,
            Vehicles vehicles,
            Agents agents,
            BookingService service,
            Bookings bookings,
            Tasks tasks,
            TripLog log,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.vehicles = vehicles;
        this.agents = agents;
        this.service = service;
        this.bookings = bookings;
        this.tasks = tasks;
        this.log = log;
        this.json = json;
        this.clock = clock;
    }

    /** Sends every agent home, so that only those who join afterwards can be asked. */
    public void everybodyLeaves() {
        jdbc.sql("UPDATE agent SET deleted_at = now(), deleted_by = 'test' WHERE deleted_at IS NULL")
                .update();
    }

    public UUID vehicle(VehicleType type, int seats, int luggage) {
        return vehicles.add(new NewVehicle(
                "T" + NEXT.incrementAndGet(),
                "Toyota",
                "Camry",
                type,
                seats,
                luggage,
                new BigDecimal("25.00"),
                1000,
                null,
                null));
    }

    /** An active agent with a sedan, that far north of Times Square: the nearer, the better ranked. */
    public UUID agent(double kmAway) {
        return agent(kmAway, vehicle(VehicleType.SEDAN, 4, 3));
    }

    public UUID agent(double kmAway, UUID vehicleId) {
        int n = NEXT.incrementAndGet();
        Geo at = new Geo(TIMES_SQUARE.lat() + kmAway / 111.2, TIMES_SQUARE.lng());
        return agents.add(new NewAgent(
                UUID.randomUUID(),
                "Agent " + n,
                "agent" + n + "@test.example",
                "+1 555 0100",
                AgentStatus.ACTIVE,
                at,
                at,
                vehicleId,
                new BigDecimal("4.50"),
                10,
                100));
    }

    public BookingView place(Instant pickupAt) {
        return place(pickupAt, PaymentMethod.ACCOUNT);
    }

    public BookingView place(Instant pickupAt, PaymentMethod payment) {
        return place("Carla Customer", "carla" + NEXT.incrementAndGet() + "@test.example", pickupAt, payment);
    }

    /** On account, by the customer with this e-mail address. */
    public BookingView placeFor(String name, String email, Instant pickupAt) {
        return place(name, email, pickupAt, PaymentMethod.ACCOUNT);
    }

    private BookingView place(String name, String email, Instant pickupAt, PaymentMethod payment) {
        return service.place(service.draft(new NewBooking(
                name,
                email,
                "+1 555 0199",
                new Place("Times Square", TIMES_SQUARE.lat(), TIMES_SQUARE.lng()),
                new Place("Union Square", UNION_SQUARE.lat(), UNION_SQUARE.lng()),
                pickupAt,
                2,
                1,
                VehicleType.SEDAN,
                payment,
                Priority.NORMAL,
                "")));
    }

    public BookingView booking(UUID id) {
        return bookings.find(id).orElseThrow();
    }

    public BookingStatus status(UUID id) {
        return booking(id).status();
    }

    public Optional<AssignmentView> current(UUID bookingId) {
        return bookings.currentAssignment(bookingId);
    }

    public List<AssignmentView> assignments(UUID bookingId) {
        return bookings.assignments(bookingId);
    }

    public List<TripLog.Entry> log(UUID bookingId) {
        return log.of(bookingId);
    }

    /** The open task of that element for the booking, if it is there. */
    public Optional<OpenTask> task(UUID bookingId, String elementId) {
        return jdbc
                .sql("SELECT id, assignee FROM user_task WHERE booking_id = ? AND element_id = ? AND state = 'open'"
                        + " AND (assignee IS NOT NULL OR candidate_groups <> '{}')")
                .param(bookingId)
                .param(elementId)
                .query((row, n) -> tasks.find(
                        new TaskAudience(row.getString("assignee"), Set.of("dispatcher")),
                        row.getObject("id", UUID.class)))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The open task of that element about the subject, e.g. an assignment of a job, if it is there. */
    public Optional<OpenTask> taskAbout(UUID subjectId, String elementId) {
        return jdbc
                .sql("SELECT id, assignee FROM user_task WHERE subject_id = ? AND element_id = ? AND state = 'open'"
                        + " AND (assignee IS NOT NULL OR candidate_groups <> '{}')")
                .param(subjectId)
                .param(elementId)
                .query((row, n) -> tasks.find(
                        new TaskAudience(row.getString("assignee"), Set.of("dispatcher")),
                        row.getObject("id", UUID.class)))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A person's tap on the task, with data as JSON. */
    public Verdict tap(OpenTask task, String outcome, String data) {
        return tap(task, UUID.randomUUID(), outcome, data);
    }

    public Verdict tap(OpenTask task, UUID actionId, String outcome, String data) {
        return as(
                personOf(task),
                () -> tasks.tap(
                        new TaskAudience(task.assignee(), Set.of("dispatcher")),
                        new Tasks.Tap(actionId, task.id(), clock.instant(), outcome, json.readTree(data))));
    }

    /** The agent whose task it is; a dispatcher where it is the office's. */
    private Actor personOf(OpenTask task) {
        String assignee = task.assignee();
        if (assignee == null) {
            return new Actor(UUID.nameUUIDFromBytes("tester".getBytes()), "Tester (dispatcher)", Set.of("dispatcher"));
        }
        UUID user = agents.find(UUID.fromString(assignee)).orElseThrow().userId();
        return new Actor(user, "Tester (agent)", Set.of("agent"));
    }

    /** Runs {@code work} in that person's name. */
    public static <T> T as(Actor person, java.util.concurrent.Callable<T> work) {
        try {
            return CurrentActor.call(person, work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static Actor admin() {
        return new Actor(UUID.nameUUIDFromBytes("admin".getBytes()), "Ada (admin)", Set.of("admin"));
    }

    public static Actor dispatcher() {
        return new Actor(UUID.nameUUIDFromBytes("dispatcher".getBytes()), "Dana (dispatcher)", Set.of("dispatcher"));
    }
}
