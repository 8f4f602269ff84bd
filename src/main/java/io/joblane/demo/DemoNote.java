package io.joblane.demo;

import io.joblane.startup.StartNote;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells the newcomer whom to sign in as, and what to do next. */
@Component
@ConditionalOnBooleanProperty("joblane.demo")
class DemoNote implements StartNote {
    private final Environment environment;

    DemoNote(Environment environment) {
        this.environment = environment;
    }

    @Override
    public List<Line> lines() {
        boolean bot = environment.getProperty("joblane.demo.bot", Boolean.class, true);
        return List.of(
                new Line(
                        "Demo logins",
                        "dispatcher@demo.example (also admin@, manager@, salesperson@, platform@, agent01@ to agent%02d@)"
                                .formatted(DemoCompany.AGENTS)),
                new Line("", "in several companies, with the header X-Company: owner@demo.example, sales@demo.example"),
                new Line(
                        "",
                        "with jobs on sites: admin.field@demo.example, field01@ to field%02d@"
                                .formatted(DemoFieldCompany.AGENTS)),
                new Line("", "password " + DemoCompany.PASSWORD + " for each"),
                new Line(
                        "Phones",
                        bot
                                ? "the agents' phones are played by a bot (JOBLANE_DEMO_BOT=false leaves them to you)"
                                : "the agents' phones are yours"),
                new Line("Next", "scripts/place-booking    places a booking and follows it to its invoice"),
                new Line("", "scripts/play-day         plays a day of taxi trips"),
                new Line("", "scripts/post-job         posts a job on a site and follows it to its sign-off"));
    }
}
