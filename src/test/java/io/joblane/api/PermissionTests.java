package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.booking.domain.BookingService;
import io.joblane.context.CurrentCompany;
import io.joblane.fleet.domain.VehicleService;
import io.joblane.identity.Role;
import io.joblane.invoicing.domain.InvoiceFilter;
import io.joblane.invoicing.domain.InvoiceService;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.AgentStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.JsonNode;

/** The agents' table row by row, through the routes: action x role x working state; and the roles on services. */
class PermissionTests extends ApiTest {
    private static final UUID SOME = UUID.fromString("00000000-0000-7000-8000-000000000000");

    @Autowired
    BookingService bookings;

    @Autowired
    VehicleService vehicles;

    @Autowired
    InvoiceService invoices;

    @BeforeEach
    void nothingElseIsGoingOn() {
        emptyTheDay();
    }

    @AfterEach
    void nobodyAsks() {
        SecurityContextHolder.clearContext();
    }

    /** The rows as the requirements have them; what no route serves yet is decided by the table all the same. */
    @ParameterizedTest
    @CsvSource({
        "VIEW_PROFILE, true, true, false",
        "VIEW_ASSIGNMENTS, true, true, false",
        "ACCEPT_ASSIGNMENT, true, false, false",
        "UPDATE_TRIP, true, false, false",
        "UPLOAD_PHOTOS, true, false, false",
        "VIEW_HISTORY, true, true, true",
        "UPDATE_LOCATION, true, false, false",
        "REQUEST_TIME_OFF, true, false, false",
        "VIEW_EARNINGS, true, true, true",
        "KEEP_DOCUMENTS, true, true, true",
        "MESSAGE_DISPATCH, true, true, true"
    })
    void theTable(AgentAction action, boolean active, boolean onBreak, boolean offDuty) {
        assertThat(action.isAllowed(AgentStatus.ACTIVE)).isEqualTo(active);
        assertThat(action.isAllowed(AgentStatus.ON_BREAK)).isEqualTo(onBreak);
        assertThat(action.isAllowed(AgentStatus.OFF_DUTY)).isEqualTo(offDuty);
    }

    private enum Call {
        PROFILE(AgentAction.VIEW_PROFILE, phone -> phone.get("/api/v1/mobile/me")),
        TASKS(AgentAction.VIEW_ASSIGNMENTS, phone -> phone.get("/api/v1/mobile/tasks")),
        TASK(AgentAction.VIEW_ASSIGNMENTS, phone -> phone.get("/api/v1/mobile/tasks/" + SOME)),
        ACCEPT(AgentAction.ACCEPT_ASSIGNMENT, phone -> tap(phone, "accepted")),
        DECLINE(AgentAction.VIEW_ASSIGNMENTS, phone -> tap(phone, "declined")),
        STEP(AgentAction.UPDATE_TRIP, phone -> tap(phone, "done")),
        HISTORY(AgentAction.VIEW_HISTORY, phone -> phone.get(BOOKINGS)),
        LOCATION(
                AgentAction.UPDATE_LOCATION,
                phone -> phone.post(
                        "/api/v1/mobile/location", "{\"lat\":40.7,\"lng\":-74,\"at\":\"2026-06-01T12:00:00Z\"}")),
        EARNINGS(AgentAction.VIEW_EARNINGS, phone -> phone.get("/api/v1/mobile/dashboard")),
        EARNINGS_BY_DAY(AgentAction.VIEW_EARNINGS, phone -> phone.get("/api/v1/mobile/earnings")),
        DOCUMENTS(AgentAction.KEEP_DOCUMENTS, phone -> phone.get("/api/v1/mobile/documents")),
        FILE(AgentAction.VIEW_HISTORY, phone -> phone.get("/api/v1/mobile/files/" + SOME + "/content")),
        PHOTO(
                AgentAction.UPLOAD_PHOTOS,
                phone -> phone.upload(
                        "/api/v1/mobile/bookings/" + SOME + "/photos?fileId=" + UUID.randomUUID(),
                        new byte[] {1},
                        "image/jpeg")),
        JOB_ACCEPT(AgentAction.ACCEPT_ASSIGNMENT, phone -> respond(phone, "accepted")),
        JOB_DECLINE(AgentAction.VIEW_ASSIGNMENTS, phone -> respond(phone, "declined")),
        JOB_WITHDRAW(
                AgentAction.VIEW_ASSIGNMENTS,
                phone -> phone.post("/api/v1/jobs/" + SOME + "/withdraw", "{\"reason\":\"ill\"}")),
        MESSAGES(AgentAction.MESSAGE_DISPATCH, phone -> phone.get("/api/v1/notifications"));

        private final AgentAction action;
        private final Function<ApiClient, Answer> call;

        Call(AgentAction action, Function<ApiClient, Answer> call) {
            this.action = action;
            this.call = call;
        }

        private static Answer respond(ApiClient phone, String response) {
            return phone.post(
                    "/api/v1/jobs/" + SOME + "/respond",
                    "{\"response\":\"" + response + "\",\"actionId\":\"" + UUID.randomUUID() + "\"}");
        }

        private static Answer tap(ApiClient phone, String outcome) {
            return phone.post(
                    "/api/v1/mobile/tasks/" + SOME + "/complete",
                    "{\"actionId\":\"" + UUID.randomUUID() + "\",\"occurredAt\":\"2026-06-01T12:00:00Z\",\"outcome\":\""
                            + outcome + "\"}");
        }
    }

    @ParameterizedTest
    @EnumSource(AgentStatus.class)
    void anAgentMayWhatTheTableSays(AgentStatus status) {
        ApiClient phone = driver(1).phone();
        set(phone, status);
        for (Call call : Call.values()) {
            Answer answer = call.call.apply(phone);
            if (call.action.isAllowed(status)) {
                // 404: let in, and then there is no such task.
                assertThat(answer.status()).as(call + " " + answer.text()).isIn(200, 204, 404);
            } else {
                assertThat(answer.status()).as(call + " " + answer.text()).isEqualTo(403);
                assertThat(answer.code()).isEqualTo("agent_status");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "AGENT", mode = EnumSource.Mode.EXCLUDE)
    void nobodyElseHasAnAgentsPhone(Role role) {
        for (Call call : Call.values()) {
            boolean alsoTheOffices = call == Call.HISTORY;
            Answer answer = call.call.apply(as(role));
            assertThat(answer.status())
                    .as(role + " " + call + " " + answer.text())
                    .isEqualTo(alsoTheOffices ? 200 : 403);
        }
    }

    @Test
    void whoIsOffDutySeesWhatTheyEarnedButNoTrip() {
        Driver driver = driver(0.3);
        UUID booking = placeNow();
        step(driver, booking, "dispatch.acceptTrip", "accepted");
        step(driver, booking, "booking.startPickup", "done");
        String path = "/api/v1/mobile/dashboard";
        assertThat(ok(200, driver.phone().get(path))
                        .json()
                        .path("activeTrip")
                        .path("bookingId")
                        .asString())
                .isEqualTo(booking.toString());

        set(driver.phone(), AgentStatus.OFF_DUTY);
        JsonNode dashboard = ok(200, driver.phone().get(path)).json();
        assertThat(dashboard.path("activeTrip").isNull()).isTrue();
        assertThat(dashboard.path("stats").path("earnings").isNumber()).isTrue();

        set(driver.phone(), AgentStatus.ACTIVE);
        step(driver, booking, "booking.arrived", "done");
    }

    @Test
    void servicesRefuseWhomTheirRoutesRefuse() {
        InvoiceFilter every = new InvoiceFilter(null, null, null, null, null);
        for (String role : List.of("agent", "salesperson", "ANONYMOUS")) {
            SecurityContextHolder.getContext()
                    .setAuthentication(new TestingAuthenticationToken("somebody", "", "ROLE_" + role));
            CurrentCompany.run(company(), () -> {
                assertRefused(() -> bookings.cancel(SOME, "customer", "x"));
                assertRefused(() -> bookings.confirmPayment(SOME));
                assertRefused(() -> vehicles.delete(SOME, null));
                assertRefused(() -> invoices.page(every, 1));
            });
        }
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken("somebody", "", "ROLE_manager"));
        CurrentCompany.run(company(), () -> assertThat(invoices.page(every, 1)).hasSizeLessThan(2));
        SecurityContextHolder.clearContext();
        CurrentCompany.run(company(), () -> assertThat(invoices.page(every, 1)).hasSizeLessThan(2));
    }

    private static void assertRefused(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(AccessDeniedException.class);
    }

    private static void set(ApiClient phone, AgentStatus status) {
        ok(
                200,
                phone.send(
                        "PUT",
                        "/api/v1/mobile/status",
                        json(Map.of("status", status.name().toLowerCase(Locale.ROOT)))));
    }
}
