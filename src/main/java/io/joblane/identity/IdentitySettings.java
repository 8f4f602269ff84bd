package io.joblane.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How log-in works.
 *
 * @param bcryptCost the work of one password check, as a power of two
 * @param accessTokenLife how long an access token is good for
 * @param sessionLife after which time somebody must log in again, however often they refreshed; at most 24 h
 * @param secondFactor whether platform admins, admins and dispatchers must have a second factor
 * @param invitationLife how long the link of an invitation is good for
 * @param passwordResetLife how long the link for a new password is good for
 * @param linkAddress what the links that people get begin with
 * @param signingKeyLife after which time another key signs access tokens
 * @param signingKeyLead how long a key is published before it signs; longer than anybody keeps the published keys (5 min)
 * @param attempts how many wrong passwords or codes are let through
 */
@ConfigurationProperties("joblane.identity")
public record IdentitySettings(
        @DefaultValue("10") int bcryptCost,
        @DefaultValue("15m") Duration accessTokenLife,
        @DefaultValue("24h") Duration sessionLife,
        @DefaultValue("optional") SecondFactor secondFactor,
        @DefaultValue("72h") Duration invitationLife,
        @DefaultValue("1h") Duration passwordResetLife,
        @DefaultValue("http://localhost:8080") String linkAddress,
        @DefaultValue("30d") Duration signingKeyLife,
        @DefaultValue("10m") Duration signingKeyLead,
        @DefaultValue Attempts attempts) {
    private static final Duration LONGEST_SESSION = Duration.ofHours(24);

    public IdentitySettings {
        if (sessionLife.compareTo(LONGEST_SESSION) > 0) {
            throw new IllegalArgumentException("joblane.identity.session-life is at most 24h, not " + sessionLife);
        }
        if (signingKeyLead.compareTo(signingKeyLife) >= 0) {
            throw new IllegalArgumentException(
                    "joblane.identity.signing-key-lead must be shorter than signing-key-life: " + signingKeyLead);
        }
    }

    /** Whether those who can do much must have a second factor. */
    public enum SecondFactor {
        OPTIONAL,
        REQUIRED
    }

    /**
     * Wrong ones within the last minute and the last hour, of one account and from one network address. What succeeds does
     * not count.
     */
    public record Attempts(
            @DefaultValue("5") int accountPerMinute,
            @DefaultValue("20") int accountPerHour,
            @DefaultValue("5") int addressPerMinute,
            @DefaultValue("100") int addressPerHour) {}

    /** Whether this person must have a second factor, for what they may do somewhere. */
    public boolean requiresSecondFactor(User user) {
        return secondFactor == SecondFactor.REQUIRED
                && (user.is(Role.PLATFORM_ADMIN) || user.is(Role.ADMIN) || user.is(Role.DISPATCHER));
    }
}
