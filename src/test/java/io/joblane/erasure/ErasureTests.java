package io.joblane.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.context.CurrentCompany;
import io.joblane.database.Databases;
import io.joblane.database.OwnerTransactions;
import io.joblane.erasure.Erasure.Kind;
import io.joblane.identity.Role;
import io.joblane.identity.Users.NewUser;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import io.joblane.testing.Pictures;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** After an erasure no table knows who it was, the audit trail included, and everything else is as it was. */
class ErasureTests extends ApiTest {
    private static final String ERASURES = "/api/v1/erasures";
    private static final String OTHER = "t-erasureother";

    @Autowired
    private Databases databases;

    @Autowired
    private OwnerTransactions owner;

    @Autowired
    private Erasures erasures;

    @BeforeEach
    @AfterEach
    void nothingElseIsGoingOn() {
        emptyTheDay();
    }

    @Test
    void aCustomerIsForgottenWithEverythingThatTellsOfThem() {
        Driver driver = driver(1);
        ObjectNode order = order(java.time.Duration.ofMinutes(60));
        order.putObject("customer")
                .put("name", "Zelda Unforgettable")
                .put("email", "zelda.unforgettable@mail.example")
                .put("phone", "+1 555 0142 777");
        ((ObjectNode) order.path("pickup")).put("address", "12 Unforgettable Lane");
        order.put("notes", "Ask for Mrs Unforgettable");
        ApiClient once = dispatcher().with("Idempotency-Key", UUID.randomUUID().toString());
        UUID booking = id(ok(201, once.post(BOOKINGS, json(order))));
        UUID customer = UUID.fromString(dispatcher()
                .get(BOOKINGS + "/" + booking)
                .json()
                .at("/customer/id")
                .asString());
        assertThat(found(company(), "unforgettable")).contains("customer", "booking", "audit_entry", "idempotency_key");

        sellAndAsk(customer);
        assertThat(found(company(), "unforgettable"))
                .contains("customer_contact", "sales_contact", "sales_visit", "approval_request", "approval_comment");
        Answer tooEarly = erase(Kind.CUSTOMER, customer, false);
        assertThat(tooEarly.status()).isEqualTo(409);
        assertThat(tooEarly.code()).isEqualTo("work_open");
        drive(driver, booking);
        String invoices = dispatcher()
                .get("/api/v1/invoices?bookingId=" + booking)
                .json()
                .at("/items/0/total")
                .toString();

        JsonNode rehearsal = ok(200, erase(Kind.CUSTOMER, customer, true)).json();
        assertThat(rehearsal.path("dryRun").asBoolean()).isTrue();
        assertThat(rehearsal.at("/erased/0/what").asString()).isEqualTo("customer");
        assertThat(found(company(), "unforgettable")).isNotEmpty();

        JsonNode erased = ok(200, erase(Kind.CUSTOMER, customer, false)).json();

        assertThat(erased.path("account").asString()).isEqualTo("none");
        assertThat(erased.path("erased")).isEqualTo(rehearsal.path("erased"));
        assertThat(found(company(), "unforgettable")).isEmpty();
        assertThat(found(company(), "0142 777")).isEmpty();
        JsonNode left = dispatcher().get(BOOKINGS + "/" + booking).json();
        assertThat(left.path("status").asString()).isEqualTo("invoiced");
        assertThat(left.at("/customer/name").asString()).isEqualTo("Erased");
        assertThat(dispatcher()
                        .get("/api/v1/invoices?bookingId=" + booking)
                        .json()
                        .at("/items/0/total")
                        .toString())
                .isEqualTo(invoices);

        assertThat(ok(200, erase(Kind.CUSTOMER, customer, false)).json()).isEqualTo(erased);
        JsonNode noted = admin().get("/api/v1/audit?entity=customer&id=" + customer)
                .json()
                .at("/items/0");
        assertThat(noted.path("action").asString()).isEqualTo("erase");
        assertThat(noted.at("/who/name").asString()).isEqualTo("Test admin (admin)");
        assertThat(noted.path("requestId").asString()).isNotEmpty();
        JsonNode accepted =
                admin().get("/api/v1/audit?entity=booking&id=" + booking).json().path("items");
        assertThat(accepted.toString()).contains("in_progress", "erased");
    }

    /** What salespeople keep of a customer, and a request that tells of one. */
    private void sellAndAsk(UUID customer) {
        ApiClient sales = as(Role.SALESPERSON);
        Map<String, Object> person = Map.of(
                "customerId",
                customer,
                "firstName",
                "Zoe",
                "lastName",
                "Unforgettable",
                "notes",
                "Unforgettable laugh");
        ok(201, sales.post("/api/v1/sales-contacts", json(person)));
        ok(
                201,
                admin().post(
                                "/api/v1/customers/" + customer + "/contacts",
                                json(Map.of("firstName", "Zoe", "lastName", "Unforgettable"))));
        ok(
                201,
                sales.post(
                        "/api/v1/sales-visits",
                        json(Map.of(
                                "customerId",
                                customer,
                                "visitedAt",
                                now().minusSeconds(60),
                                "notes",
                                "The unforgettable garden"))));
        String request = ok(
                        201,
                        sales.post(
                                "/api/v1/customers/" + customer + "/change-requests",
                                json(Map.of("address", "Unforgettable Lane", "reason", "Unforgettable"))))
                .json()
                .path("approvalId")
                .asString();
        ok(201, sales.post("/api/v1/approvals/" + request + "/comments", json(Map.of("text", "Unforgettable indeed"))));
        ok(200, sales.post("/api/v1/approvals/" + request + "/withdraw", null));
    }

    @Test
    void anAgentIsForgottenWithTheirAccount() {
        Driver driver = driver(1);
        UUID user = userOf(driver);
        UUID booking = placeNow();
        task(driver.phone(), booking, "dispatch.acceptTrip");
        assertThat(erase(Kind.AGENT, driver.id(), false).code()).isEqualTo("work_open");
        drive(driver, booking);
        assertThat(found(company(), driver.email())).contains("agent", "trip_log", "audit_entry");
        assertThat(found("control", driver.email())).contains("app_user", "audit_entry");

        assertThat(ok(200, erase(Kind.USER, user, true)).json().path("account").asString())
                .isEqualTo("erased");
        assertThat(driver.phone().get("/api/v1/me").status()).isEqualTo(200);
        JsonNode erased = ok(200, erase(Kind.AGENT, driver.id(), false)).json();

        assertThat(erased.path("account").asString()).isEqualTo("erased");
        assertThat(found(company(), driver.email())).isEmpty();
        assertThat(found("control", driver.email())).isEmpty();
        assertThat(driver.phone().get("/api/v1/me").status()).isEqualTo(401);
        assertThat(dispatcher().get("/api/v1/agents/" + driver.id()).status()).isEqualTo(404);
        assertThat(dispatcher()
                        .get(BOOKINGS + "/" + booking)
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("invoiced");
        assertThat(in(() -> world.jdbc
                        .sql("SELECT count(*) FROM audit_entry WHERE actor_id = ? AND address IS NOT NULL")
                        .param(user)
                        .query(Integer.class)
                        .single()))
                .isZero();
        // The address is free for somebody else.
        users.seed(List.of(new NewUser(driver.email(), "Somebody else", company(), Role.AGENT)), "correct horse 7");
    }

    @Test
    void whatTheFieldBroughtBackGoesToo() {
        Driver driver = driver(1);
        String name = users.find(userOf(driver)).orElseThrow().name();
        ObjectNode order = order(java.time.Duration.ofMinutes(60));
        order.putObject("customer")
                .put("name", "Quentin Forgettable")
                .put("email", "quentin.forgettable@mail.example")
                .put("phone", "+1 555 0143 888");
        UUID booking = id(ok(201, dispatcher().post(BOOKINGS, json(order))));
        UUID customer = UUID.fromString(dispatcher()
                .get(BOOKINGS + "/" + booking)
                .json()
                .at("/customer/id")
                .asString());
        step(driver, booking, "dispatch.acceptTrip", "accepted");
        ok(
                201,
                driver.phone()
                        .upload(
                                "/api/v1/mobile/bookings/" + booking + "/signature?signer=Forgettable&fileId="
                                        + UUID.randomUUID(),
                                Pictures.png(90, 30),
                                "image/png"));
        ok(
                201,
                driver.phone()
                        .post(
                                "/api/v1/mobile/threads",
                                json(Map.of(
                                        "messageId",
                                        UUID.randomUUID(),
                                        "text",
                                        "Mr Forgettable has a dog",
                                        "bookingId",
                                        booking))));
        String issue = ok(
                        201,
                        driver.phone()
                                .post(
                                        "/api/v1/mobile/issues",
                                        json(Map.of(
                                                "kind",
                                                "customer",
                                                "text",
                                                "Forgettable shouts",
                                                "bookingId",
                                                booking))))
                .json()
                .path("id")
                .asString();
        ok(201, dispatcher().post("/api/v1/job-recurrences", json(recurrence(customer))));
        driveOn(driver, booking);
        assertThat(erase(Kind.CUSTOMER, customer, true).code()).isEqualTo("work_open");
        ok(200, driver.phone().post("/api/v1/mobile/issues/" + issue + "/withdraw", null));
        assertThat(found(company(), "forgettable"))
                .contains("customer", "message", "issue", "stored_file", "job_recurrence", "audit_entry");

        ok(200, erase(Kind.CUSTOMER, customer, false));

        assertThat(found(company(), "forgettable")).isEmpty();
        assertThat(dispatcher().get(BOOKINGS + "/" + booking + "/files").json().path("items"))
                .isEmpty();
        assertThat(dueForSweeping(booking)).as("the signature itself").isOne();

        ok(200, erase(Kind.AGENT, driver.id(), false));
        assertThat(found(company(), name)).isEmpty();
    }

    private static Map<String, Object> recurrence(UUID customer) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("title", "Forgettable's boiler");
        job.put("type", "boiler");
        job.put("address", "1 Forgettable Row");
        job.put("postcode", "10001");
        job.put("lat", 40.7512);
        job.put("lng", -73.9934);
        job.put("expectedHours", 2);
        job.put("agentsRequired", 1);
        job.put("customerId", customer);
        return Map.of("rule", "FREQ=WEEKLY", "firstStart", "2031-01-06T09:00", "job", job);
    }

    private int dueForSweeping(UUID booking) {
        return in(() -> world.jdbc
                .sql("SELECT count(*) FROM stored_file f JOIN file_upload u USING (storage_key)"
                        + " WHERE f.booking_id = ? AND u.begun_at < now() - interval '1 year'")
                .param(booking)
                .query(Integer.class)
                .single());
    }

    @Test
    void whoBelongsToAnotherCompanyTooKeepsTheirAccountThere() {
        Driver driver = driver(1);
        companies.save(new Company(OTHER, "Other", ZoneId.of("UTC"), "USD", "en-US", "US", CompanySettings.DEFAULT));
        users.seed(List.of(new NewUser(driver.email(), "Here too", OTHER, Role.DISPATCHER)), "correct horse 7");

        JsonNode erased = ok(200, erase(Kind.USER, userOf(driver), false)).json();

        assertThat(erased.path("account").asString()).isEqualTo("kept");
        assertThat(found(company(), driver.email())).isEmpty();
        JsonNode me = nobody().login(driver.email(), "correct horse 7")
                .get("/api/v1/me")
                .json();
        assertThat(me.path("companies").size()).isEqualTo(1);
        assertThat(me.at("/companies/0/slug").asString()).isEqualTo(OTHER);
    }

    /** The process ended between the two databases. */
    @Test
    void anErasureThatBrokeOffIsFinishedByARepetitionAndByItself() {
        Driver byRequest = driver(1);
        Driver byItself = driver(1);
        breakOff(byRequest);
        breakOff(byItself);
        assertThat(found("control", byRequest.email())).isNotEmpty();

        JsonNode repeated = ok(200, erase(Kind.AGENT, byRequest.id(), false)).json();
        assertThat(repeated.path("account").asString()).isEqualTo("erased");
        assertThat(found("control", byRequest.email())).isEmpty();

        CurrentCompany.run(company(), erasures::finishOpen);
        assertThat(found("control", byItself.email())).isEmpty();
        assertThat(ok(200, erase(Kind.AGENT, byItself.id(), false))
                        .json()
                        .path("account")
                        .asString())
                .isEqualTo("erased");
    }

    @Test
    void onlyAdminsAndOnlyTheirOwnPeopleAndNotThemselves() {
        UUID nobodyHere = UUID.randomUUID();
        for (Kind kind : Kind.values()) {
            Answer unknown = erase(kind, nobodyHere, false);
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.code()).isEqualTo(kind.key() + "_unknown");
        }
        for (Role role : List.of(Role.MANAGER, Role.DISPATCHER, Role.SALESPERSON)) {
            assertThat(as(role).post(ERASURES, body(Kind.CUSTOMER, nobodyHere, true))
                            .status())
                    .as(role.key())
                    .isEqualTo(403);
        }
        UUID own = UUID.fromString(admin().get("/api/v1/me").json().path("id").asString());
        assertThat(erase(Kind.USER, own, false).code()).isEqualTo("own_account");
        UUID platform = UUID.fromString(
                as(Role.PLATFORM_ADMIN).get("/api/v1/me").json().path("id").asString());
        assertThat(erase(Kind.USER, platform, false).code()).isEqualTo("platform_admin_only");
        assertThat(as(Role.PLATFORM_ADMIN)
                        .post(ERASURES, body(Kind.USER, own, false))
                        .code())
                .isEqualTo("last_admin");
        assertThat(admin().post(ERASURES, "{\"entity\": \"agent\"}").status()).isEqualTo(400);
    }

    private void breakOff(Driver driver) {
        Person person = new Person(driver.id(), null, userOf(driver), null);
        owner.run(company(), true, jdbc -> {
            List<Erasure.Erased> erased = CompanyRows.erase(jdbc, person);
            jdbc.sql("INSERT INTO erasure (id, entity, entity_id, user_id, reason, erased, at, by, open)"
                            + " VALUES (gen_random_uuid(), 'agent', ?, ?, 'test', '[]', now(), 'test', true)")
                    .param(driver.id())
                    .param(person.userId())
                    .update();
            return erased;
        });
    }

    private UUID userOf(Driver driver) {
        return users.findByEmail(driver.email()).orElseThrow().id();
    }

    private void drive(Driver driver, UUID booking) {
        step(driver, booking, "dispatch.acceptTrip", "accepted");
        driveOn(driver, booking);
    }

    private void driveOn(Driver driver, UUID booking) {
        for (String step :
                List.of("booking.startPickup", "booking.arrived", "booking.customerOnBoard", "booking.completeTrip")) {
            step(driver, booking, step, "done");
        }
        awaitStatus(booking, "invoiced");
        await(
                "the customer was told",
                () -> in(() -> world.jdbc
                                .sql(
                                        "SELECT count(*) FROM notification WHERE booking_id = ? AND event = 'trip_completed'")
                                .param(booking)
                                .query(Integer.class)
                                .single())
                        > 0);
    }

    private Answer erase(Kind kind, UUID id, boolean dryRun) {
        return admin().post(ERASURES, body(kind, id, dryRun));
    }

    private static String body(Kind kind, UUID id, boolean dryRun) {
        return json(Map.of("entity", kind.key(), "id", id, "reason", "They asked for it", "dryRun", dryRun));
    }

    /** The tables of that database in which the text is found anywhere in a row, whatever the case. */
    private List<String> found(String database, String text) {
        List<String> found = new ArrayList<>();
        databases.maintain(database, connection -> {
            List<String> tables = new ArrayList<>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
                            + " AND NOT relispartition AND relnamespace = 'public'::regnamespace ORDER BY 1")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                if (holds(connection, table, text)) {
                    found.add(table);
                }
            }
        });
        return found;
    }

    private static boolean holds(java.sql.Connection connection, String table, String text) throws SQLException {
        try (var query = connection.prepareStatement(
                "SELECT EXISTS (SELECT FROM " + table + " t WHERE position(lower(?) in lower(t::text)) > 0)")) {
            query.setString(1, text);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
