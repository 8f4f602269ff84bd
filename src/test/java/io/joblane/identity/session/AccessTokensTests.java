package io.joblane.identity.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.testing.WebTestServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Tokens that our own key has signed, for something else. */
class AccessTokensTests {
    private final WebTestServer server = WebTestServer.shared();
    private final AccessTokens tokens = server.bean(AccessTokens.class);

    @Test
    void aTokenForAnotherAudienceOrForNoneIsRefused() {
        assertThat(tokens.read(signed("joblane", List.of("joblane-api"))).getSubject())
                .isNotEmpty();
        for (String refused : List.of(
                signed("joblane", List.of("joblane-reports")),
                signed("joblane", List.of()),
                signed("somebody", List.of("joblane-api")))) {
            assertThatThrownBy(() -> tokens.read(refused)).isInstanceOf(JwtException.class);
        }
    }

    private String signed(String issuer, List<String> audience) {
        SigningKeys keys = server.bean(SigningKeys.class);
        Instant now = server.bean(Clock.class).instant();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(issuer)
                .subject(UUID.randomUUID().toString())
                .issuedAt(now)
                .expiresAt(now.plus(Duration.ofMinutes(5)));
        if (!audience.isEmpty()) {
            claims.audience(audience);
        }
        return new NimbusJwtEncoder(keys.source())
                .encode(JwtEncoderParameters.from(
                        JwsHeader.with(SignatureAlgorithm.ES256)
                                .keyId(keys.current())
                                .build(),
                        claims.build()))
                .getTokenValue();
    }
}
