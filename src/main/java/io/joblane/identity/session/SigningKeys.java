package io.joblane.identity.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.joblane.database.ControlDatabase;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The keys that sign access tokens (ES256), read at start; the first one is made at the first start. The newest signs. */
@Component
public class SigningKeys {
    private final JWKSet keys;

    SigningKeys(ControlDatabase control) {
        this.keys = new JWKSet(control.inTransaction(() -> readOrMake(control)));
    }

    String newest() {
        return keys.getKeys().get(0).getKeyID();
    }

    public JWKSource<SecurityContext> source() {
        return new ImmutableJWKSet<>(keys);
    }

    /** The public halves, as a JWK set. */
    public Map<String, Object> published() {
        return keys.toPublicJWKSet().toJSONObject();
    }

    private static List<JWK> readOrMake(ControlDatabase control) {
        // Of two replicas that start at the same time, one makes the key and the other reads it.
        control.jdbc().sql("LOCK TABLE signing_key IN SHARE ROW EXCLUSIVE MODE").update();
        List<JWK> known = control.jdbc()
                .sql("SELECT jwk FROM signing_key WHERE retired_at IS NULL ORDER BY created_at DESC, kid")
                .query((row, number) -> parse(row.getString("jwk")))
                .list();
        if (!known.isEmpty()) {
            return known;
        }
        ECKey made = make();
        control.jdbc()
                .sql("INSERT INTO signing_key (kid, jwk) VALUES (:kid, :jwk::jsonb)")
                .param("kid", made.getKeyID())
                .param("jwk", made.toJSONString())
                .update();
        return List.of(made);
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

    private static JWK parse(String jwk) {
        try {
            return JWK.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalStateException("The table signing_key holds something that is no key", e);
        }
    }
}
