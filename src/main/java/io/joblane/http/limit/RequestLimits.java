package io.joblane.http.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.joblane.shared.LowerCase;
import java.time.Duration;
import java.util.Optional;

/** One token bucket for each user and each address in each class. It fills evenly, and a full one is no different from none. */
final class RequestLimits {
    /** A bucket is full again after the window, so whoever was away that long loses nothing by being forgotten. */
    private static final Duration IDLE = Verdict.WINDOW.multipliedBy(2);

    private final LimitSettings settings;
    private final int replicas;
    private final TimeMeter time;
    private final Cache<Key, Bucket> buckets;

    /** @param replicas among how many processes the quotas are divided: a balancer spreads what one client sends */
    RequestLimits(LimitSettings settings, int replicas, TimeMeter time) {
        this.settings = settings;
        this.replicas = replicas;
        this.time = time;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(settings.most())
                .expireAfterAccess(IDLE)
                .ticker(time::currentTimeNanos)
                .executor(Runnable::run)
                .build();
    }

    /** Counts one request; empty where nothing is limited. */
    Optional<Verdict> take(RouteClass kind, Whose whose, String id) {
        int all = whose.limit(settings.of(kind));
        if (all <= 0) {
            return Optional.empty();
        }
        int quota = Math.ceilDiv(all, replicas);
        Bucket bucket = buckets.get(new Key(kind, whose, id), key -> bucket(quota));
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        Duration wait = probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
        return Optional.of(new Verdict(
                LowerCase.of(kind) + "-" + LowerCase.of(whose),
                quota,
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForReset()),
                wait));
    }

    /** How many are remembered now. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket bucket(int quota) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(quota).refillGreedy(quota, Verdict.WINDOW))
                .withCustomTimePrecision(time)
                .build();
    }

    private record Key(RouteClass kind, Whose whose, String id) {}
}
