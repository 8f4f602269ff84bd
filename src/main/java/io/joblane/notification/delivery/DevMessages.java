package io.joblane.notification.delivery;

import io.joblane.context.CurrentCompany;
import io.joblane.identity.Staff;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** What would have gone out, had the channels been set up: the last 200 of each company, in memory, and in the log. */
@Component
@ConditionalOnBooleanProperty("joblane.demo")
public class DevMessages implements Showcase {
    private static final Logger log = LoggerFactory.getLogger(DevMessages.class);
    private static final int KEPT = 200;

    private final Map<String, Deque<Shown>> byCompany = new ConcurrentHashMap<>();

    @Override
    public void show(Shown message) {
        log.info(
                "Would go out by {} to {} {}: {} | {}",
                message.channel(),
                message.recipientKind(),
                message.to(),
                message.content().title(),
                message.content().text().replace('\n', ' '));
        Deque<Shown> kept = byCompany.computeIfAbsent(CurrentCompany.required(), company -> new ArrayDeque<>());
        synchronized (kept) {
            kept.addFirst(message);
            if (kept.size() > KEPT) {
                kept.removeLast();
            }
        }
    }

    /** The newest first, of the current company. */
    @Staff
    public List<Shown> all() {
        Deque<Shown> kept = byCompany.computeIfAbsent(CurrentCompany.required(), company -> new ArrayDeque<>());
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }
}
