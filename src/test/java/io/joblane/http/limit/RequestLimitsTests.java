package io.joblane.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.joblane.http.limit.LimitSettings.Auth;
import io.joblane.http.limit.LimitSettings.Heavy;
import io.joblane.http.limit.LimitSettings.Location;
import io.joblane.http.limit.LimitSettings.Read;
import io.joblane.http.limit.LimitSettings.Write;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLimitsTests {
    private final HandClock time = new HandClock();
    private final RequestLimits limits = new RequestLimits(settings(1_000), time);

    private static final class HandClock implements TimeMeter {
        private volatile long nanos = Duration.ofDays(1).toNanos();

        void forward(Duration step) {
            nanos += step.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    private static LimitSettings settings(int most) {
        return new LimitSettings(
                new Auth(6, 12), new Location(0, 0), new Heavy(1, 1), new Write(2, 4), new Read(60, 120), most);
    }

    private Verdict take(RouteClass kind, String user) {
        return limits.take(kind, Whose.USER, user).orElseThrow();
    }

    @Test
    void theQuotaMayBeUsedAtOnceAndNoMore() {
        for (int left = 5; left >= 0; left--) {
            Verdict verdict = take(RouteClass.AUTH, "ann");
            assertThat(verdict.allowed()).isTrue();
            assertThat(verdict.remaining()).isEqualTo(left);
        }
        Verdict refused = take(RouteClass.AUTH, "ann");
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.pause()).isEqualTo(Duration.ofSeconds(10));
        assertThat(refused.reset()).isEqualTo(Duration.ofMinutes(1));
        assertThat(refused.policyItem()).isEqualTo("\"auth-user\";q=6;w=60");
        assertThat(refused.stateItem()).isEqualTo("\"auth-user\";r=0;t=60");
    }

    @Test
    void whoWaitsAsLongAsWasSaidIsServedAndARefusalCostsNothing() {
        IntStream.range(0, 6).forEach(i -> take(RouteClass.AUTH, "ann"));
        for (int i = 0; i < 50; i++) {
            assertThat(take(RouteClass.AUTH, "ann").allowed()).isFalse();
        }
        time.forward(Duration.ofSeconds(10));
        assertThat(take(RouteClass.AUTH, "ann").allowed()).isTrue();
        assertThat(take(RouteClass.AUTH, "ann").allowed()).isFalse();
        time.forward(Duration.ofMinutes(5));
        assertThat(take(RouteClass.AUTH, "ann").remaining()).isEqualTo(5);
    }

    @Test
    void usersClassesAndAddressesDoNotShare() {
        IntStream.range(0, 2).forEach(i -> take(RouteClass.WRITE, "ann"));
        assertThat(take(RouteClass.WRITE, "ann").allowed()).isFalse();
        assertThat(take(RouteClass.WRITE, "bob").allowed()).isTrue();
        assertThat(take(RouteClass.READ, "ann").allowed()).isTrue();
        assertThat(limits.take(RouteClass.WRITE, Whose.ADDRESS, "ann").orElseThrow())
                .extracting(Verdict::policy, Verdict::quota, Verdict::remaining)
                .containsExactly("write-address", 4, 3L);
    }

    @Test
    void zeroSwitchesALimitOff() {
        assertThat(limits.take(RouteClass.LOCATION, Whose.USER, "ann")).isEmpty();
        assertThat(limits.take(RouteClass.LOCATION, Whose.ADDRESS, "ann")).isEmpty();
    }

    @Test
    void manyAtOnceGetTogetherWhatOneWould() throws Exception {
        Callable<Boolean> one = () -> take(RouteClass.READ, "ann").allowed();
        List<Callable<Boolean>> all = IntStream.range(0, 400).mapToObj(i -> one).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(all).stream().filter(Future::resultNow))
                    .hasSize(60);
        }
    }

    @Test
    void whoIsAwayIsForgottenAndTheNumberOfThoseRememberedIsBounded() {
        for (int i = 0; i < 5_000; i++) {
            limits.take(RouteClass.READ, Whose.ADDRESS, "10.0." + i / 250 + "." + i % 250);
        }
        assertThat(limits.size()).isBetween(500L, 1_000L);
        time.forward(Duration.ofMinutes(3));
        assertThat(limits.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/auth/login, AUTH",
        "POST, /api/v1/auth/%6cogin, AUTH",
        "POST, /%61pi/v1/auth/login, AUTH",
        "GET, /%61pi/v1/audit, HEAVY",
        "POST, /api/v1/auth/second-factor, AUTH",
        "PUT, /api/v1/me/password, AUTH",
        "GET, /api/v1/me, READ",
        "POST, /api/v1/mobile/location, LOCATION",
        "GET, /api/v1/mobile/tasks, READ",
        "POST, /api/v1/mobile/tasks/1/complete, WRITE",
        "POST, /api/v1/bookings, WRITE",
        "PATCH, /api/v1/bookings/1, WRITE",
        "DELETE, /api/v1/agents/1, WRITE",
        "BREW, /api/v1/bookings, WRITE",
        "GET, /api/v1/audit, HEAVY",
        "GET, /api/v1/reports/companies, HEAVY",
        "POST, /api/v1/companies/acme/backups, HEAVY",
        "POST, /api/v1/companies, HEAVY",
        "GET, /api/v1/companies, READ",
        "GET, /v3/api-docs, HEAVY",
        "GET, /api/v1/weather/10001, HEAVY",
        "GET, /actuator/prometheus, READ",
        "GET, /actuator/health, ",
        "GET, /actuator/health/readiness, ",
    })
    void eachRouteHasItsClass(String method, String path, RouteClass expected) {
        assertThat(RouteClass.of(method, path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2::1, 20010db800010002",
        "2001:db8:1:3::1, 20010db800010003",
        "::ffff:203.0.113.7, 203.0.113.7",
        "not:an:address, not:an:address",
    })
    void anIpv6NetworkCountsAsOne(String address, String key) {
        assertThat(NetworkAddress.key(address)).isEqualTo(key);
    }
}
