package io.joblane.notification.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.identity.Users.NewUser;
import io.joblane.notification.domain.AgentEvent;
import io.joblane.notification.domain.Notifier;
import io.joblane.shared.Geo;
import io.joblane.testing.ApiClient;
import io.joblane.testing.DomainWebServer;
import io.joblane.testing.Rows;
import io.joblane.testing.WebTestServer;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.Agents;
import io.joblane.workforce.NewAgent;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NotificationControllerTests {
    private static final String PATH = "/api/v1/notifications";

    @Test
    void anAgentReadsTheirOwnAndADispatcherThoseOfABooking() {
        String email = "reader" + Rows.next() + "@acme.example";
        UUID user = DomainWebServer.bean(Users.class)
                .seed(List.of(new NewUser(email, "Rita Reader", "acme", Role.AGENT)), WebTestServer.PASSWORD)
                .get(email);
        UUID booking = DomainWebServer.inAcme(() -> toldBooking(user, email));
        ApiClient agent = DomainWebServer.anonymous().login(email, WebTestServer.PASSWORD);

        JsonNode own = agent.get(PATH).json().path("items");
        assertThat(own.size()).isOne();
        assertThat(own.path(0).path("event").asString()).isEqualTo("trip_assigned");
        String read = PATH + "/" + own.path(0).path("id").asString() + "/read";
        assertThat(agent.send("PUT", read, null).status()).isEqualTo(204);
        assertThat(agent.get(PATH).json().path("items").path(0).path("state").asString())
                .isEqualTo("read");
        assertThat(agent.get(PATH + "?bookingId=" + booking).status()).isEqualTo(403);

        ApiClient dispatcher = DomainWebServer.as(Role.DISPATCHER);
        assertThat(dispatcher
                        .get(PATH + "?bookingId=" + booking)
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(2);
        assertThat(dispatcher.get(PATH).status()).isEqualTo(403);
        assertThat(dispatcher.send("PUT", read, null).status()).isEqualTo(403);
        assertThat(agent.send("PUT", PATH + "/" + UUID.randomUUID() + "/read", null)
                        .code())
                .isEqualTo("notification_unknown");
    }

    private static UUID toldBooking(UUID user, String email) {
        Rows rows = DomainWebServer.bean(Rows.class);
        UUID agent = DomainWebServer.bean(Agents.class)
                .add(new NewAgent(
                        user, "Rita Reader", email, "1", AgentStatus.ACTIVE, new Geo(40.7, -74.0), rows.vehicle()));
        UUID booking = rows.booking("assigned");
        rows.assignment(booking, agent, "assigned", true);
        DomainWebServer.bean(Notifier.class).tellAgent(booking, AgentEvent.TRIP_ASSIGNED);
        return booking;
    }
}
