package io.joblane.engine;

import java.util.Map;
import java.util.UUID;

/**
 * Queues what the engine must be told, in the caller's transaction; the relay sends it after commit, the rows of one
 * aggregate in order.
 */
public interface Outbox {
    /** Publishes a BPMN message. {@code aggregate} is also its correlation key. */
    void message(String name, UUID aggregate, Map<String, ?> variables);

    default void message(String name, UUID aggregate) {
        message(name, aggregate, Map.of());
    }

    /** Completes a user task that a tap has decided. */
    void completeTask(OpenTask task, UUID aggregate, Map<String, ?> variables);
}
