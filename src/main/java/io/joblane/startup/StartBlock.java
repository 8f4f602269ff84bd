package io.joblane.startup;

import io.joblane.startup.StartNote.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The block with which a start ends: where the application is, and what comes next. */
@Component
class StartBlock {
    private static final Logger log = LoggerFactory.getLogger(StartBlock.class);

    private final Environment environment;
    private final List<StartNote> notes;

    StartBlock(Environment environment, List<StartNote> notes) {
        this.environment = environment;
        this.notes = notes;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        log.info("{}", text(event.getTimeTaken()));
    }

    String text(@Nullable Duration taken) {
        String port = environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"));
        String address = "http://localhost:" + port;
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("API", address + "/api/v1    described at " + address + "/v3/api-docs"));
        lines.add(new Line("Health", address + "/actuator/health"));
        lines.add(new Line("Data", environment.getProperty("joblane.data", "./data")));
        notes.forEach(note -> lines.addAll(note.lines()));
        StringBuilder text = new StringBuilder("Joblane is ready");
        if (taken != null) {
            text.append(" after %.1f s".formatted(taken.toMillis() / 1000.0));
        }
        text.append(System.lineSeparator());
        lines.forEach(line -> text.append("%n  %-12s %s".formatted(line.heading(), line.text())));
        return text.append(System.lineSeparator()).toString();
    }
}
