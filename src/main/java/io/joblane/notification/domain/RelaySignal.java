package io.joblane.notification.domain;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Tells whoever sends messages that a company has some. */
@Component
public class RelaySignal {
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /** @param company its slug */
    public void wake(String company) {
        listeners.forEach(listener -> listener.accept(company));
    }

    public void onWake(Consumer<String> listener) {
        listeners.add(listener);
    }
}
