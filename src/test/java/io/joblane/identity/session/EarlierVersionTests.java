package io.joblane.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.joblane.database.ControlDatabase;
import io.joblane.database.DatabaseServer.Credentials;
import io.joblane.secret.RandomToken;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.TestDatabase;
import io.joblane.testing.WebTestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What the earlier version wrote into the control database goes on with this one. */
class EarlierVersionTests {
    private static final String PREFIX = "earlier_login_";

    @Test
    void itsSessionsGoOnAndItsKeysAreSealed() throws Exception {
        ECKey plain = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        UUID family = UUID.randomUUID();
        database(jdbc -> {
            UUID user = UUID.randomUUID();
            jdbc.sql("INSERT INTO app_user (id, email, name, password_hash) VALUES (?, 'old@acme.example', 'Old', 'x')")
                    .param(user)
                    .update();
            token(jdbc, family, family, user, "used token", "now()");
            token(jdbc, UUID.randomUUID(), family, user, "fresh token", null);
            UUID over = UUID.randomUUID();
            token(jdbc, over, over, user, "token of another", null);
            jdbc.sql("UPDATE refresh_token SET revoked_at = now() WHERE family = ?")
                    .param(over)
                    .update();
            jdbc.sql("INSERT INTO signing_key (kid, jwk) VALUES (?, ?::jsonb)")
                    .param(plain.getKeyID())
                    .param(plain.toJSONString())
                    .update();
        });

        try (WebTestServer server = WebTestServer.start(Map.of("joblane.database-prefix", PREFIX))) {
            String kept = server.bean(ControlDatabase.class)
                    .jdbc()
                    .sql("SELECT row_to_json(k)::text FROM signing_key k")
                    .query(String.class)
                    .single();
            assertThat(kept).contains(plain.getKeyID()).doesNotContain(String.valueOf(plain.getD()));
            assertThat(server.client().get("/.well-known/jwks.json").text()).contains(plain.getKeyID());

            assertThat(refresh(server, "token of another").status()).isEqualTo(401);
            Answer refreshed = refresh(server, "fresh token");
            assertThat(refreshed.status()).as(refreshed.text()).isEqualTo(200);
            assertThat(server.client()
                            .withToken(refreshed.json().path("accessToken").asString())
                            .get("/api/v1/me")
                            .status())
                    .isEqualTo(200);
            assertThat(refresh(server, "used token").status()).isEqualTo(401);
            assertThat(refresh(server, refreshed.json().path("refreshToken").asString())
                            .status())
                    .isEqualTo(401);
        }
    }

    private static Answer refresh(WebTestServer server, String token) {
        return server.client().post("/api/v1/auth/refresh", "{\"refreshToken\":\"" + token + "\"}");
    }

    private static void token(JdbcClient jdbc, UUID id, UUID family, UUID user, String token, String usedAt) {
        jdbc.sql("INSERT INTO refresh_token (id, family, user_id, token_hash, expires_at, used_at) VALUES (?, ?, ?, ?,"
                        + " now() + interval '1 hour', " + usedAt + ")")
                .param(id)
                .param(family)
                .param(user)
                .param(RandomToken.hash(token))
                .update();
    }

    private interface Fill {
        void run(JdbcClient jdbc);
    }

    /** A control database at version 1. */
    private static void database(Fill fill) throws SQLException {
        Credentials owner = TestDatabase.server().owner();
        String base = TestDatabase.server().jdbcBase();
        try (Connection server = DriverManager.getConnection(base + "postgres", owner.user(), owner.password());
                var create = server.createStatement()) {
            create.execute("CREATE DATABASE " + PREFIX + "control");
        }
        String url = base + PREFIX + "control";
        Flyway.configure()
                .dataSource(url, owner.user(), owner.password())
                .locations("classpath:db/migration/control")
                .target("1")
                .load()
                .migrate();
        try (Connection control = DriverManager.getConnection(url, owner.user(), owner.password())) {
            fill.run(JdbcClient.create(new SingleConnectionDataSource(control, true)));
        }
    }
}
