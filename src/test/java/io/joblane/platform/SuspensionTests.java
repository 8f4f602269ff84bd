package io.joblane.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.identity.Role;
import io.joblane.identity.Users.NewUser;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SuspensionTests extends ApiTest {
    private static final String OTHER = "t-not-suspended";
    private final String path = "/api/v1/companies/" + company() + "/suspension";

    @AfterEach
    void resume() {
        companies.resume(company());
    }

    @Test
    void itsRoutesSayWhenToComeBackAndNobodyElseNotices() {
        companies.save(new Company(OTHER, "Other", ZoneId.of("UTC"), "USD", "en-US", "US", CompanySettings.DEFAULT));
        users.seed(List.of(new NewUser("boss@other.example", "Boss", OTHER, Role.ADMIN)), "correct horse 7");
        ApiClient other = nobody().login("boss@other.example", "correct horse 7");
        ApiClient dispatcher = dispatcher();

        ok(
                200,
                as(Role.PLATFORM_ADMIN)
                        .post(path, "{\"reason\": \"new disks\", \"until\": \"" + now().plusSeconds(600) + "\"}"));

        Answer closed = dispatcher.get(BOOKINGS);
        assertThat(closed.status()).isEqualTo(503);
        assertThat(closed.code()).isEqualTo("company_suspended");
        assertThat(Integer.parseInt(String.valueOf(closed.header("Retry-After"))))
                .isBetween(500, 600);
        assertThat(dispatcher.get("/api/v1/agents").status()).isEqualTo(503);
        for (String encoded : List.of("/%61pi/v1/bookings", "/api/%761/bookings", "/api/v1/%62ookings")) {
            assertThat(dispatcher.get(encoded).status()).as(encoded).isEqualTo(503);
            assertThat(dispatcher.post(encoded, json(laterOrder())).status())
                    .as(encoded)
                    .isEqualTo(503);
        }
        assertThat(dispatcher.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(nobody().login("dispatcher@" + company() + ".example", "correct horse 7"))
                .isNotNull();
        assertThat(other.get(BOOKINGS).status()).isEqualTo(200);

        ok(200, as(Role.PLATFORM_ADMIN).send("DELETE", path, null));
        assertThat(dispatcher.get(BOOKINGS).status()).isEqualTo(200);
    }

    @Test
    void itEndsByItselfAndAnEndThatHasPassedIsRefused() {
        ApiClient platform = as(Role.PLATFORM_ADMIN);
        assertThat(platform.post(path, "{\"reason\": \"x\", \"until\": \"" + now().minusSeconds(1) + "\"}")
                        .code())
                .isEqualTo("until_in_the_past");
        ok(200, platform.post(path, "{\"reason\": \"short\", \"until\": \"" + now().plusSeconds(60) + "\"}"));
        ApiClient dispatcher = dispatcher();
        assertThat(dispatcher.get(BOOKINGS).status()).isEqualTo(503);

        clock.advance(Duration.ofSeconds(61));

        assertThat(dispatcher.get(BOOKINGS).status()).isEqualTo(200);
    }

    @Test
    void itsJobsAndMessagesWaitAndGoOnAfterwardsWithoutIncident() {
        UUID placed = place(laterOrder());
        await("its process waits for the dispatch window", () -> status(placed).equals("awaiting_assignment"));
        companies.suspend(company(), "test", null);
        // Written as a request in flight would have, just before the suspension reached it.
        in(() -> world.jdbc
                .sql(
                        "INSERT INTO outbox (id, aggregate, kind, target, payload) SELECT gen_random_uuid(), id::text, 'message',"
                                + " 'booking.placed', jsonb_build_object('company', ?, 'bookingId', id, 'paymentRequired', false,"
                                + " 'paymentMethod', 'account', 'priority', 'normal', 'vehicleType', 'sedan') FROM booking WHERE id = ?")
                .param(company())
                .param(placed)
                .update());
        in(() -> world.jdbc
                .sql("UPDATE booking SET status = 'pending' WHERE id = ?")
                .param(placed)
                .update());
        await("the suspension is noticed", () -> unsent() == 1);
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        assertThat(unsent()).isEqualTo(1);

        companies.resume(company());

        await("the message goes", () -> unsent() == 0);
    }

    private int unsent() {
        return in(() -> world.jdbc
                .sql("SELECT count(*) FROM outbox WHERE sent_at IS NULL")
                .query(Integer.class)
                .single());
    }
}
