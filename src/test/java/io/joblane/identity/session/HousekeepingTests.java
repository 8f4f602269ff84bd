package io.joblane.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.WebTestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HousekeepingTests {
    @Test
    void whatIsLongOverGoesAndWhatGoesOnStays() {
        try (WebTestServer server = WebTestServer.start(Map.of())) {
            server.loggedIn(Role.AGENT);
            server.client().post("/api/v1/auth/login", "{\"email\":\"x@y.example\",\"password\":\"wrong one\"}");
            assertThat(count(server, "login_failure")).isEqualTo(2);
            server.clock().forward(Duration.ofDays(31).plusMinutes(1));
            ApiClient client = server.loggedIn(Role.DISPATCHER);
            assertThat(count(server, "login_session")).isEqualTo(2);

            int gone = server.bean(Housekeeping.class).clean();

            assertThat(gone).isEqualTo(5);
            assertThat(count(server, "login_entries")).isEqualTo(1);
            assertThat(count(server, "login_failure")).isZero();
            assertThat(count(server, "login_session")).isEqualTo(1);
            assertThat(count(server, "refresh_token")).isEqualTo(1);
            assertThat(client.get("/api/v1/me").status()).isEqualTo(200);
        }
    }

    private static int count(WebTestServer server, String table) {
        return server.bean(ControlDatabase.class)
                .jdbc()
                .sql("SELECT count(*) FROM " + table)
                .query(Integer.class)
                .single();
    }
}
