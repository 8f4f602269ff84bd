package io.joblane.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How log-in works.
 *
 * @param bcryptCost the work of one password check, as a power of two
 * @param accessTokenLife how long an access token is good for
 * @param sessionLife after which time somebody must log in again, however often they refreshed
 */
@ConfigurationProperties("joblane.identity")
public record IdentitySettings(
        @DefaultValue("10") int bcryptCost,
        @DefaultValue("15m") Duration accessTokenLife,
        @DefaultValue("24h") Duration sessionLife) {}
