package io.joblane.identity.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.IdentitySettings;
import io.joblane.identity.session.LoginBrake.Kind;
import io.joblane.secret.Secrets;
import io.joblane.shared.Problem;
import io.joblane.testing.TestClock;
import io.joblane.testing.TestDatabase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** With the limits as they are shipped: 5 a minute, 20 an hour an account, 100 an hour an address. */
class LoginBrakeTests {
    private static final ControlDatabase CONTROL =
            new ControlDatabase(TestDatabase.fresh().control());
    private static final LoginTrail TRAIL = trail();

    private static LoginTrail trail() {
        Secrets secrets = mock(Secrets.class);
        when(secrets.pseudonym(any(), any())).thenReturn("0f");
        return new LoginTrail(CONTROL, secrets, new JsonMapper());
    }

    private final TestClock clock = new TestClock();
    private final LoginBrake brake = brake();

    @Test
    void fiveAMinuteForAnAccountFromWhereverTheyCome() {
        for (int i = 0; i < 5; i++) {
            assertThat(guess("a@x", "10.1.0." + i, false)).isTrue();
            clock.advance(Duration.ofSeconds(2));
        }

        Duration wait = refused("a@x", "10.1.0.99");
        assertThat(wait).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(51));
        assertThat(guess("b@x", "10.1.0.99", false)).isTrue();
        clock.advance(wait);
        assertThat(guess("a@x", "10.1.0.99", true)).isTrue();
    }

    @Test
    void fiveAMinuteForAnAddressWhateverTheAccount() {
        for (int i = 0; i < 5; i++) {
            assertThat(guess("spray" + i + "@x", "10.2.0.1", false)).isTrue();
        }

        refused("spray9@x", "10.2.0.1");
        assertThat(guess("spray9@x", "10.2.0.2", false)).isTrue();
    }

    @Test
    void twentyAnHourForAnAccount() {
        for (int i = 0; i < 20; i++) {
            assertThat(guess("hour@x", "10.3.0." + i, false)).isTrue();
            clock.advance(Duration.ofSeconds(61));
        }

        Duration wait = refused("hour@x", "10.3.1.1");
        assertThat(wait).isGreaterThan(Duration.ofMinutes(39)).isLessThan(Duration.ofMinutes(41));
        clock.advance(wait);
        assertThat(guess("hour@x", "10.3.1.1", false)).isTrue();
    }

    @Test
    void aHundredAnHourForAnAddress() {
        for (int i = 0; i < 100; i++) {
            assertThat(guess("many" + i + "@x", "10.4.0.1", false)).isTrue();
            clock.advance(Duration.ofSeconds(13));
        }

        assertThat(refused("many200@x", "10.4.0.1")).isGreaterThan(Duration.ofMinutes(30));
    }

    @Test
    void aSuccessClearsItsAccountAndNotItsAddress() {
        for (int i = 0; i < 4; i++) {
            guess("clear@x", "10.5.0.1", false);
        }
        assertThat(guess("clear@x", "10.5.0.1", true)).isTrue();
        assertThat(guess("clear@x", "10.5.0.1", false)).isTrue();

        refused("clear@x", "10.5.0.1");
        assertThat(guess("clear@x", "10.5.0.2", false)).isTrue();
    }

    @Test
    void successesDoNotCount() {
        for (int i = 0; i < 200; i++) {
            assertThat(guess("good" + i + "@x", "10.6.0.1", true)).isTrue();
        }
    }

    @Test
    void passwordsAndCodesAreCountedApart() {
        for (int i = 0; i < 5; i++) {
            guess("apart@x", "10.7.0." + i, false);
        }

        assertThat(brake.check(Kind.CODE, "apart@x", "10.7.0.9", () -> Optional.of(1)))
                .isPresent();
        refused("apart@x", "10.7.0.9");
    }

    @Test
    void anotherReplicaAndARestartKnowOfThem() {
        for (int i = 0; i < 5; i++) {
            assertThat((i % 2 == 0 ? brake : brake()).check(Kind.PASSWORD, "replica@x", "10.8.0." + i, Optional::empty))
                    .isEmpty();
        }

        assertThatThrownBy(() -> brake().check(Kind.PASSWORD, "replica@x", "10.8.0.9", Optional::empty))
                .isInstanceOf(Problem.class);
    }

    /** All are checked before the first is counted; those beyond the limit learn nothing, not even the right one. */
    @Test
    void ofManyGuessesAtOnceFiveAreAnswered() {
        int many = 12;
        CyclicBarrier together = new CyclicBarrier(many);
        long answered = IntStream.range(0, many)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                brake.check(Kind.PASSWORD, "race@x", "10.9.0." + i, () -> {
                                    await(together);
                                    return Optional.empty();
                                });
                                return true;
                            } catch (Problem e) {
                                return false;
                            }
                        },
                        task -> Thread.ofVirtual().start(task)))
                .toList()
                .stream()
                .filter(CompletableFuture::join)
                .count();

        assertThat(answered).isEqualTo(5);
    }

    @Test
    void aRightGuessThatEndsBeyondTheLimitIsRefusedToo() {
        assertThatThrownBy(() -> brake.check(Kind.PASSWORD, "late@x", "10.10.0.1", () -> {
                    for (int i = 0; i < 5; i++) {
                        guess("late@x", "10.10.1." + i, false);
                    }
                    return Optional.of("right");
                }))
                .isInstanceOf(Problem.class);
    }

    @Test
    void whatIsTypedIsNotKept() {
        guess("my secret by mistake", "10.11.0.1", false);

        assertThat(CONTROL.jdbc()
                        .sql("SELECT string_agg(encode(key, 'escape'), ' ') FROM login_failure")
                        .query(String.class)
                        .single())
                .doesNotContain("secret", "10.11.0.1");
    }

    @Test
    void whatIsRefusedUnreadLeavesNoEntries() {
        int before = entries();
        for (int i = 0; i < 5; i++) {
            guess("flood@x", "10.12.0." + i, false);
        }
        for (int i = 0; i < 50; i++) {
            refused("flood@x", "10.12.1." + i);
        }

        assertThat(entries() - before).isEqualTo(5);
    }

    private static int entries() {
        return CONTROL.jdbc()
                .sql("SELECT count(*) FROM audit_entry WHERE entity = 'login'")
                .query(Integer.class)
                .single();
    }

    private boolean guess(String account, String address, boolean right) {
        brake.check(Kind.PASSWORD, account, address, () -> right ? Optional.of(1) : Optional.empty());
        return true;
    }

    private Duration refused(String account, String address) {
        try {
            brake.check(Kind.PASSWORD, account, address, () -> {
                throw new AssertionError("It must not even be tried");
            });
        } catch (Problem e) {
            assertThat(e.code()).isEqualTo("too_many_attempts");
            return Objects.requireNonNull(e.retryAfter());
        }
        throw new AssertionError(account + " was not refused");
    }

    private LoginBrake brake() {
        Map<String, String> none = new HashMap<>();
        IdentitySettings shipped = new Binder(new MapConfigurationPropertySource(none))
                .bindOrCreate("joblane.identity", IdentitySettings.class);
        return new LoginBrake(CONTROL, shipped, TRAIL, clock);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
