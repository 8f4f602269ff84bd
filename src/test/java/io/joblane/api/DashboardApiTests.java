package io.joblane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.ApiTest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DashboardApiTests extends ApiTest {
    @BeforeEach
    void nothingElseIsGoingOn() {
        emptyTheDay();
    }

    @Test
    void anAgentWithoutTripsSeesAnEmptyDay() {
        JsonNode dashboard = dashboard(driver(1));

        assertThat(dashboard.path("activeTrip").isNull()).isTrue();
        assertThat(dashboard.path("todayAssignments")).isEmpty();
        assertThat(dashboard.path("notifications")).isEmpty();
        assertThat(dashboard.path("stats").path("totalTrips").asInt()).isZero();
        assertThat(dashboard.path("stats").path("earnings").asDouble()).isZero();
        assertThat(dashboard.path("stats").path("hoursWorked").asDouble()).isZero();
        assertThat(dashboard.path("stats").path("currency").asString()).isEqualTo("USD");
    }

    /** The trips are done an hour before and an hour after midnight in New York, where it is another day than in UTC. */
    @Test
    void theDayBeginsAtMidnightOfTheCompany() {
        ZoneId zone = ZoneId.of("America/New_York");
        LocalDate today = now().atZone(zone).toLocalDate();
        Instant midnight = today.atStartOfDay(zone).toInstant();
        Driver driver = driver(0.3);
        UUID yesterdays = trip(driver);
        UUID todays = trip(driver);
        move(yesterdays, midnight.minus(Duration.ofHours(1)));
        move(todays, midnight.plusSeconds(1));

        JsonNode dashboard = dashboard(driver);

        assertThat(dashboard
                        .path("todayAssignments")
                        .valueStream()
                        .map(t -> t.path("bookingId").asString()))
                .containsExactly(todays.toString());
        assertThat(dashboard.path("stats").path("totalTrips").asInt()).isEqualTo(2);
        assertThat(dashboard.path("stats").path("earnings").decimalValue())
                .isEqualByComparingTo(dispatcher()
                        .get("/api/v1/invoices?bookingId=" + todays)
                        .json()
                        .path("items")
                        .path(0)
                        .path("total")
                        .decimalValue()
                        .multiply(new BigDecimal("0.60"))
                        .setScale(2, RoundingMode.HALF_UP));
        JsonNode days = ok(200, driver.phone().get("/api/v1/mobile/earnings?from=" + today + "&to=" + today))
                .json()
                .path("items");
        assertThat(days).hasSize(1);
        assertThat(days.path(0).path("amount").decimalValue())
                .isEqualByComparingTo(dashboard.path("stats").path("earnings").decimalValue());
        assertThat(days.path(0).path("trips").asInt()).isEqualTo(1);
        // Begun half an hour before midnight and done a second after it: today's share is the second.
        assertThat(dashboard.path("stats").path("hoursWorked").asDouble()).isZero();
        assertThat(dashboard
                        .path("notifications")
                        .valueStream()
                        .map(m -> m.path("event").asString()))
                .contains("trip_assigned");
    }

    /** Makes a trip from its order to its invoice. */
    private UUID trip(Driver driver) {
        UUID booking = placeNow();
        step(driver, booking, "dispatch.acceptTrip", "accepted");
        for (String type : new String[] {
            "booking.startPickup", "booking.arrived", "booking.customerOnBoard", "booking.completeTrip"
        }) {
            step(driver, booking, type, "done");
        }
        awaitStatus(booking, "invoiced");
        return booking;
    }

    private void move(UUID booking, Instant completedAt) {
        in(() -> world.jdbc
                .sql("UPDATE assignment SET completed_at = ?, en_route_at = ? WHERE booking_id = ?")
                .param(Timestamp.from(completedAt))
                .param(Timestamp.from(completedAt.minus(Duration.ofMinutes(30))))
                .param(booking)
                .update());
        in(() -> world.jdbc
                .sql("UPDATE earning SET date = ? WHERE booking_id = ?")
                .param(completedAt.atZone(ZoneId.of("America/New_York")).toLocalDate())
                .param(booking)
                .update());
    }

    private JsonNode dashboard(Driver driver) {
        return ok(200, driver.phone().get("/api/v1/mobile/dashboard")).json();
    }
}
