package io.joblane.identity.session;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.IdentitySettings;
import io.joblane.identity.IdentitySettings.Attempts;
import io.joblane.identity.session.LoginTrail.What;
import io.joblane.secret.RandomToken;
import io.joblane.shared.Problem;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Slows down whoever guesses: so many failures a minute and an hour for one account, and for one network address. They are
 * counted in the control database, for all replicas and beyond a restart. Whether an account exists makes no difference, and
 * only hashes are kept: people type all kinds of things where an e-mail address belongs.
 *
 * <p>Guesses sent at once do not get around it: a check that ends after the limit was reached says nothing about the guess.
 */
@Component
public class LoginBrake {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final ControlDatabase control;
    private final Attempts attempts;
    private final LoginTrail trail;
    private final Clock clock;

    LoginBrake(ControlDatabase control, IdentitySettings settings, LoginTrail trail, Clock clock) {
        this.control = control;
        this.attempts = settings.attempts();
        this.trail = trail;
        this.clock = clock;
    }

    /** What is guessed; each is counted apart. */
    public enum Kind {
        PASSWORD,
        CODE,
        RESET_REQUEST
    }

    private record Limit(byte[] key, int perMinute, int perHour) {}

    private record Failure(String key, Instant at) {}

    /**
     * @param account whose secret is guessed: an e-mail address as it was typed, of a code the person's id
     * @param address where the request comes from
     * @param check empty where the guess was wrong, which counts
     * @return what {@code check} gave; a right one clears what was counted for the account
     * @throws Problem 429 {@code too_many_attempts} with the time to wait
     */
    public <T> Optional<T> check(Kind kind, String account, String address, Supplier<Optional<T>> check) {
        List<Limit> limits = limits(kind, account, address);
        refuseIfTooMany(limits);
        Optional<T> outcome = check.get();
        if (outcome.isEmpty()) {
            // Noted where it counts, so that what is refused unread leaves no entries.
            control.inTransaction(() -> count(limits) && note(kind, account));
        } else if (refuseIfTooMany(limits)) {
            forget(limits.get(0));
        }
        return outcome;
    }

    /** Counts one attempt of which nobody is told whether it was right. */
    public void spend(Kind kind, String account, String address) {
        List<Limit> limits = limits(kind, account, address);
        control.inTransaction(() -> count(limits));
    }

    private List<Limit> limits(Kind kind, String account, String address) {
        return List.of(
                new Limit(
                        RandomToken.hash(kind + " of " + account),
                        attempts.accountPerMinute(),
                        attempts.accountPerHour()),
                new Limit(RandomToken.hash("from " + address), attempts.addressPerMinute(), attempts.addressPerHour()));
    }

    private boolean note(Kind kind, String account) {
        if (kind == Kind.CODE) {
            trail.note(What.SECOND_FACTOR_FAILED, UUID.fromString(account), Map.of());
        } else {
            trail.failed(What.LOG_IN_FAILED, account);
        }
        return true;
    }

    /** One at a time for each key, always the account's first, so that exactly the allowed number gets through. */
    private boolean count(List<Limit> limits) {
        for (Limit limit : limits) {
            control.jdbc()
                    .sql("SELECT pg_advisory_xact_lock(:key)")
                    .param("key", ByteBuffer.wrap(limit.key()).getLong())
                    .query((row, number) -> true)
                    .single();
        }
        refuseIfTooMany(limits);
        for (Limit limit : limits) {
            control.jdbc()
                    .sql("INSERT INTO login_failure (key, at) VALUES (:key, :now)")
                    .param("key", limit.key())
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
        }
        return true;
    }

    /** @return whether something is counted for the first of them */
    private boolean refuseIfTooMany(List<Limit> limits) {
        Instant now = clock.instant();
        Map<String, List<Instant>> failures = failures(limits, now.minus(HOUR));
        Duration wait = Duration.ZERO;
        for (Limit limit : limits) {
            List<Instant> latestFirst = failures.getOrDefault(HexFormat.of().formatHex(limit.key()), List.of());
            wait = longer(wait, wait(latestFirst, limit.perMinute(), MINUTE, now));
            wait = longer(wait, wait(latestFirst, limit.perHour(), HOUR, now));
        }
        if (!wait.isZero()) {
            Duration rounded = wait.plusSeconds(1);
            throw Problem.tooManyRequests(
                    "too_many_attempts",
                    "Too many failed attempts. Wait " + rounded.toSeconds() + " s, then try again.",
                    rounded);
        }
        return failures.containsKey(HexFormat.of().formatHex(limits.get(0).key()));
    }

    private Map<String, List<Instant>> failures(List<Limit> limits, Instant since) {
        return control
                .jdbc()
                .sql("SELECT key, at FROM login_failure WHERE key IN (:keys) AND at > :since ORDER BY at DESC")
                .param("keys", limits.stream().map(Limit::key).toList())
                .param("since", Timestamp.from(since))
                .query((row, number) -> new Failure(
                        HexFormat.of().formatHex(row.getBytes("key")),
                        row.getTimestamp("at").toInstant()))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Failure::key, Collectors.mapping(Failure::at, Collectors.toList())));
    }

    /** How long until fewer than {@code most} failures are within the window. */
    private static Duration wait(List<Instant> latestFirst, int most, Duration window, Instant now) {
        if (latestFirst.size() < most) {
            return Duration.ZERO;
        }
        Duration wait = Duration.between(now, latestFirst.get(most - 1).plus(window));
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }

    private void forget(Limit limit) {
        control.jdbc()
                .sql("DELETE FROM login_failure WHERE key = :key")
                .param("key", limit.key())
                .update();
    }
}
