package io.joblane.identity.session;

import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Slows down whoever guesses a password: five wrong ones a minute for one e-mail address from one network address. Checks
 * under one key wait for each other, so that guesses sent at once are counted too. Each replica counts for itself.
 */
@Component
class LoginBrake {
    private static final int MOST = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MANY = 10_000;

    private final Clock clock;
    private final Map<String, Failures> byKey = new ConcurrentHashMap<>();

    LoginBrake(Clock clock) {
        this.clock = clock;
    }

    /**
     * @return what {@code check} returned; false counts as a failure, true clears what was counted
     * @throws Problem 429 without asking {@code check}
     */
    boolean check(String email, String address, BooleanSupplier check) {
        if (byKey.size() >= MANY) {
            byKey.values().removeIf(failures -> failures.areOver(clock.instant()));
        }
        Failures failures = byKey.computeIfAbsent(email + ' ' + address, key -> new Failures());
        failures.lock.lock();
        try {
            failures.refuseIfTooMany(clock.instant());
            boolean right = check.getAsBoolean();
            if (right) {
                failures.times.clear();
            } else {
                failures.times.add(clock.instant());
            }
            return right;
        } finally {
            failures.lock.unlock();
        }
    }

    private static final class Failures {
        final ReentrantLock lock = new ReentrantLock();
        final Deque<Instant> times = new ArrayDeque<>();

        void refuseIfTooMany(Instant now) {
            Instant oldest = now.minus(WINDOW);
            times.removeIf(time -> !time.isAfter(oldest));
            if (times.size() >= MOST) {
                Duration wait = Duration.between(oldest, times.getFirst()).plusSeconds(1);
                throw Problem.tooManyRequests(
                        "too_many_attempts",
                        "Too many failed attempts. Wait " + wait.toSeconds() + " s, then try again.",
                        wait);
            }
        }

        /** Whoever holds the lock is not over. */
        boolean areOver(Instant now) {
            if (!lock.tryLock()) {
                return false;
            }
            try {
                return times.isEmpty() || !times.getLast().isAfter(now.minus(WINDOW));
            } finally {
                lock.unlock();
            }
        }
    }
}
