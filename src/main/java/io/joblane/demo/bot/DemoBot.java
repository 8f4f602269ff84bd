package io.joblane.demo.bot;

import io.joblane.demo.bot.MobileApi.SignInRefusedException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the phones of many agents: signs them in one after the other, sets them active, and answers every task that is
 * theirs. A server that is away is waited for.
 */
public final class DemoBot implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DemoBot.class);
    private static final Duration REFUSED = Duration.ofSeconds(30);
    private static final Duration SERVER_AWAY = Duration.ofSeconds(2);

    private final HttpClient http;
    private final ScheduledExecutorService hands;

    private DemoBot(HttpClient http, ScheduledExecutorService hands) {
        this.http = http;
        this.hands = hands;
    }

    /** Returns at once; the phones are switched on in the background. */
    public static DemoBot start(BotSettings settings) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        ScheduledExecutorService hands = Executors.newScheduledThreadPool(
                settings.parallelism(),
                Thread.ofPlatform().daemon().name("demo-bot-", 1).factory());
        DemoBot bot = new DemoBot(http, hands);
        Duration delay = Duration.ZERO;
        for (BotSettings.Phone phone : settings.phones()) {
            bot.turnAfter(delay, new AgentPhone(phone, new MobileApi(http, settings.server(), phone), settings));
            delay = delay.plus(settings.signInEvery());
        }
        return bot;
    }

    private void turnAfter(Duration delay, AgentPhone phone) {
        try {
            // The turn reports its own faults.
            var unused = hands.schedule(() -> turn(phone), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The bot was stopped, {} is switched off", phone.name());
        }
    }

    private void turn(AgentPhone phone) {
        Duration next = SERVER_AWAY;
        try {
            next = phone.turn();
        } catch (SignInRefusedException e) {
            log.warn("{}", e.getMessage());
            next = REFUSED;
        } catch (IOException e) {
            log.debug("{} waits for the server: {}", phone.name(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException e) {
            // One phone's bad answer must not silence the others, nor itself for ever.
            log.warn("{} did not understand an answer", phone.name(), e);
        }
        turnAfter(next, phone);
    }

    /** Switches the phones off; a step under way is cut. */
    @Override
    public void close() {
        hands.shutdownNow();
        http.shutdownNow();
    }
}
