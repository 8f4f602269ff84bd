package io.joblane.weather.openweather;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.joblane.weather.Unavailable;
import io.joblane.weather.Unavailable.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves the service alone: for half a minute after half of the last ten questions failed, for a while after it refused the
 * key, and for as long as it says where it was asked too often. Two good answers then close it again.
 */
final class Breaker {
    private static final Logger log = LoggerFactory.getLogger(Breaker.class);

    private static final Duration PAUSE = Duration.ofSeconds(30);
    /** Somebody has to change the setting and start anew, or pay the bill. */
    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(10);

    private final CircuitBreaker breaker;
    private final Clock clock;
    private final AtomicBoolean refused = new AtomicBoolean();
    private volatile Pause pause = new Pause(Reason.PAUSED, Instant.EPOCH);

    Breaker(Clock clock) {
        this.clock = clock;
        this.breaker = CircuitBreaker.of(
                "openweather",
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls(5)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(PAUSE)
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(
                        change -> log.warn("Questions to the weather service: {}", change.getStateTransition()));
    }

    <T> Answer<T> ask(Supplier<Answer<T>> question) {
        if (!breaker.tryAcquirePermission()) {
            return paused();
        }
        long start = System.nanoTime();
        Answer<T> answer;
        try {
            answer = question.get();
        } catch (RuntimeException e) {
            breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
            throw e;
        }
        note(answer, System.nanoTime() - start);
        return answer;
    }

    /** For the health detail. */
    String state() {
        return breaker.getState().name().toLowerCase(java.util.Locale.ROOT);
    }

    boolean isKeyRefused() {
        return refused.get();
    }

    private <T> void note(Answer<T> answer, long nanos) {
        if (answer.isLasting()) {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            refused.set(false);
            return;
        }
        Unavailable why = ((Answer.Missing<T>) answer).why();
        breaker.onError(nanos, TimeUnit.NANOSECONDS, new NoForecast(why.reason()));
        switch (why.reason()) {
            case KEY_REFUSED -> {
                if (refused.compareAndSet(false, true)) {
                    log.error(
                            "OpenWeatherMap refuses the key: correct joblane.weather.key. Work goes on without weather.");
                }
                open(Reason.KEY_REFUSED, REFUSED_PAUSE);
            }
            case LIMITED -> open(Reason.LIMITED, why.retryAfter() == null ? PAUSE : why.retryAfter());
            default -> {}
        }
    }

    private void open(Reason reason, Duration time) {
        pause = new Pause(reason, clock.instant().plus(time));
        breaker.transitionToOpenStateFor(time);
    }

    private <T> Answer<T> paused() {
        Pause known = pause;
        Duration left = Duration.between(clock.instant(), known.until());
        return left.isPositive() ? Answer.missing(known.reason(), left) : Answer.missing(Reason.PAUSED, PAUSE);
    }

    private record Pause(Reason reason, Instant until) {}

    /** What the library wants to be told; nobody throws it. */
    private static final class NoForecast extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoForecast(Reason reason) {
            super(reason.text(), null, false, false);
        }
    }
}
