package io.joblane.identity.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.joblane.database.ControlDatabase;
import io.joblane.identity.session.KeyRing.SigningKey;
import io.joblane.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;

/** The keys at rest: the public half as it is, the private one sealed. */
@Component
class SigningKeyTable {
    private final ControlDatabase control;
    private final Secrets secrets;

    SigningKeyTable(ControlDatabase control, Secrets secrets) {
        this.control = control;
        this.secrets = secrets;
    }

    /** Of two replicas that want to make a key at the same time, one makes it and the other reads it. */
    void lock() {
        control.jdbc().sql("LOCK TABLE signing_key IN SHARE ROW EXCLUSIVE MODE").update();
    }

    /** Those that are not retired, the latest first. */
    List<SigningKey> read() {
        return control.jdbc()
                .sql("""
                        SELECT kid, sealed, signs_from FROM signing_key
                        WHERE retired_at IS NULL AND sealed IS NOT NULL ORDER BY signs_from DESC, kid
                        """)
                .query((row, number) -> new SigningKey(
                        open(row.getString("kid"), row.getString("sealed")),
                        row.getTimestamp("signs_from").toInstant()))
                .list();
    }

    SigningKey add(Instant moment) {
        // As precise as the database keeps it.
        Instant signsFrom = moment.truncatedTo(ChronoUnit.MILLIS);
        ECKey made = make();
        control.jdbc()
                .sql("""
                        INSERT INTO signing_key (kid, jwk, sealed, signs_from)
                        VALUES (:kid, :jwk::jsonb, :sealed, :from)
                        """)
                .param("kid", made.getKeyID())
                .param("jwk", made.toPublicJWK().toJSONString())
                .param("sealed", seal(made))
                .param("from", Timestamp.from(signsFrom))
                .update();
        return new SigningKey(made, signsFrom);
    }

    /** The private half is gone with it. */
    void retire(String kid, Instant now) {
        control.jdbc()
                .sql("UPDATE signing_key SET retired_at = :now, sealed = NULL WHERE kid = :kid")
                .param("now", Timestamp.from(now))
                .param("kid", kid)
                .update();
    }

    /** Keys of a version that kept them as they are. */
    void sealPlain() {
        List<ECKey> plain = control.jdbc()
                .sql("SELECT jwk::text FROM signing_key WHERE jwk -> 'd' IS NOT NULL")
                .query((row, number) -> parse(row.getString(1)))
                .list();
        for (ECKey key : plain) {
            control.jdbc()
                    .sql("UPDATE signing_key SET jwk = :jwk::jsonb, sealed = :sealed WHERE kid = :kid")
                    .param("jwk", key.toPublicJWK().toJSONString())
                    .param("sealed", seal(key))
                    .param("kid", key.getKeyID())
                    .update();
        }
    }

    private String seal(ECKey key) {
        return secrets.seal(purpose(key.getKeyID()), key.toJSONString().getBytes(StandardCharsets.UTF_8));
    }

    private ECKey open(String kid, String sealed) {
        return parse(new String(secrets.open(purpose(kid), sealed), StandardCharsets.UTF_8));
    }

    private static String purpose(String kid) {
        return "signing-key " + kid;
    }

    private static ECKey make() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java cannot make a P-256 key", e);
        }
    }

    private static ECKey parse(String jwk) {
        try {
            return ECKey.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalStateException("The table signing_key holds something that is no key", e);
        }
    }
}
