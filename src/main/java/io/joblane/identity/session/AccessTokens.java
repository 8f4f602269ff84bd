package io.joblane.identity.session;

import io.joblane.identity.IdentitySettings;
import io.joblane.identity.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;

/**
 * Signs and reads access tokens. They say who somebody is, not what they may do: roles are looked up, so that one that was
 * taken away does not live on in a token.
 */
@Component
public class AccessTokens {
    private static final String ISSUER = "joblane";
    private static final String AUDIENCE = "joblane-api";
    /** The log-in that the token belongs to: the family of its refresh token. */
    private static final String SESSION = "sid";
    /** How far the clocks of two replicas may be apart. */
    private static final Duration SKEW = Duration.ofSeconds(10);

    private final SigningKeys keys;
    private final Clock clock;
    private final Duration life;
    private final JwtEncoder encoder;
    private final JwtDecoder decoder;
    private final VerifiedTokens verified = new VerifiedTokens();

    AccessTokens(SigningKeys keys, IdentitySettings settings, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.life = settings.accessTokenLife();
        this.encoder = new NimbusJwtEncoder(keys.source());
        this.decoder = decoder(keys, clock);
    }

    private static JwtDecoder decoder(SigningKeys keys, Clock clock) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys.source())
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setClock(clock);
        times.setAllowEmptyExpiryClaim(false);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                times, new JwtIssuerValidator(ISSUER), new JwtAudienceValidator(AUDIENCE)));
        return decoder;
    }

    Duration life() {
        return life;
    }

    String issue(User user, UUID session) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.ES256)
                .keyId(keys.current())
                .type("JWT")
                .build();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(ISSUER)
                .audience(List.of(AUDIENCE))
                .subject(user.id().toString())
                .claim("name", user.name())
                .claim(SESSION, session.toString())
                .issuedAt(now)
                .expiresAt(now.plus(life))
                .build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

    /** @throws org.springframework.security.oauth2.jwt.JwtException where it is not ours, altered or expired */
    public Jwt read(String token) {
        Jwt known = verified.find(token, clock.instant().minus(SKEW));
        if (known != null) {
            return known;
        }
        Jwt read = decoder.decode(token);
        verified.add(token, read, clock.instant().minus(SKEW));
        return read;
    }

    /** The log-in that a token belongs to. */
    public static UUID sessionOf(Jwt token) {
        return UUID.fromString(token.getClaimAsString(SESSION));
    }
}
