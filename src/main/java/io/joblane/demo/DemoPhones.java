package io.joblane.demo;

import io.joblane.demo.bot.BotSettings;
import io.joblane.demo.bot.BotSettings.Phone;
import io.joblane.demo.bot.DemoBot;
import io.joblane.shared.Geo;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Switches the demo agents' phones on once the web server listens, and off before it stops. */
@Component
@ConditionalOnBooleanProperty("joblane.demo")
@ConditionalOnBooleanProperty(name = "joblane.demo.bot", matchIfMissing = true)
@EnableConfigurationProperties(DemoBotSettings.class)
class DemoPhones implements SmartLifecycle {
    private static final Duration SIGN_IN_EVERY = Duration.ofMillis(150);

    private final Environment environment;
    private final DemoBotSettings settings;
    private @Nullable DemoBot bot;

    DemoPhones(Environment environment, DemoBotSettings settings) {
        this.environment = environment;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        String port = environment.getRequiredProperty("local.server.port");
        bot = DemoBot.start(new BotSettings(
                URI.create("http://localhost:" + port),
                phones(),
                settings.pollEvery(),
                settings.stepDelay(),
                settings.declinePercent(),
                SIGN_IN_EVERY));
    }

    static List<Phone> phones() {
        return Stream.concat(drivers().stream(), DemoFieldCompany.phones().stream())
                .toList();
    }

    private static List<Phone> drivers() {
        DemoFleet places = new DemoFleet();
        List<Phone> phones = new ArrayList<>();
        for (DemoCompany.Person agent : DemoCompany.agents()) {
            Geo at = places.nearCorner(phones.size());
            phones.add(new Phone(agent.email(), DemoCompany.PASSWORD, at.lat(), at.lng()));
        }
        return phones;
    }

    @Override
    public synchronized void stop() {
        if (bot != null) {
            bot.close();
            bot = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return bot != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
