package io.joblane.identity.session;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Instant;
import java.util.List;

/** The keys that verify now, the latest first. */
record KeyRing(List<SigningKey> keys) {
    /** @param signsFrom it is published before, so that everybody knows it when its first token comes */
    record SigningKey(ECKey key, Instant signsFrom) {
        String kid() {
            return key.getKeyID();
        }
    }

    SigningKey latest() {
        return keys.get(0);
    }

    /** The one that signs at that moment. */
    SigningKey signing(Instant now) {
        return keys.stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .findFirst()
                .orElseGet(() -> keys.get(keys.size() - 1));
    }

    JWKSet set() {
        return new JWKSet(keys.stream().map(key -> (JWK) key.key()).toList());
    }
}
