package io.joblane.demo.bot;

import io.joblane.demo.bot.MobileApi.SignInRefusedException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the phones of many agents: switches them on one after the other, sets them active, and answers every task that is
 * theirs. A server that is away is waited for.
 */
public final class DemoBot implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DemoBot.class);
    private static final Duration REFUSED = Duration.ofSeconds(30);
    private static final Duration SERVER_AWAY = Duration.ofSeconds(2);

    private final HttpClient http;
    private final ExecutorService phones;

    private DemoBot(HttpClient http, ExecutorService phones) {
        this.http = http;
        this.phones = phones;
    }

    /** Returns at once; the phones are switched on in the background. */
    public static DemoBot start(BotSettings settings) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        ExecutorService phones = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("demo-bot-", 1).factory());
        DemoBot bot = new DemoBot(http, phones);
        Duration delay = Duration.ZERO;
        for (BotSettings.Phone phone : settings.phones()) {
            Duration from = delay;
            phones.execute(() ->
                    bot.play(from, new AgentPhone(phone, new MobileApi(http, settings.server(), phone), settings)));
            delay = delay.plus(settings.signInEvery());
        }
        return bot;
    }

    /** Until the bot is closed, which interrupts whatever the phone does then. */
    private void play(Duration from, AgentPhone phone) {
        Duration pause = from;
        try {
            while (!phones.isShutdown()) {
                Thread.sleep(pause);
                pause = turn(phone);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration turn(AgentPhone phone) throws InterruptedException {
        try {
            return phone.turn();
        } catch (SignInRefusedException e) {
            log.warn("{}", e.getMessage());
            return REFUSED;
        } catch (IOException e) {
            log.debug("{} waits for the server: {}", phone.name(), e.toString());
        } catch (RuntimeException e) {
            // One phone's bad answer must not silence the others, nor itself for ever.
            log.warn("{} did not understand an answer", phone.name(), e);
        }
        return SERVER_AWAY;
    }

    /** Switches the phones off; a step under way is cut. */
    @Override
    public void close() {
        phones.shutdownNow();
        http.shutdownNow();
    }
}
