package io.joblane.engine.task;

import io.joblane.context.CurrentCompany;
import io.joblane.engine.link.EngineSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells those who wait for an agent's tasks that these have changed, once the change has committed. It reaches the waiters of
 * this process only; what another replica changed is found by looking again from time to time.
 */
@Component
class TaskBell implements SmartLifecycle {
    private final Map<Place, CompletableFuture<Void>> next = new ConcurrentHashMap<>();
    private final Duration lookAgain;
    private volatile boolean running = true;

    TaskBell(EngineSettings settings) {
        // The embedded engine has one process: nobody else changes tasks, but for somebody at the database by hand.
        this.lookAgain = Duration.ofSeconds(settings.engine() == EngineSettings.Mode.EMBEDDED ? 10 : 2);
    }

    private record Place(String company, String assignee) {}

    /** How long to rely on the bell alone. */
    Duration lookAgain() {
        return lookAgain;
    }

    /** Done at the next change; asked for before the look that it guards. */
    CompletableFuture<Void> next(String assignee) {
        if (!running) {
            return CompletableFuture.completedFuture(null);
        }
        return next.computeIfAbsent(new Place(CurrentCompany.required(), assignee), place -> new CompletableFuture<>());
    }

    /** Null, a task of a group, rings for nobody. */
    void ring(@Nullable String assignee) {
        if (assignee == null) {
            return;
        }
        Place place = new Place(CurrentCompany.required(), assignee);
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            ring(place);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                ring(place);
            }
        });
    }

    private void ring(Place place) {
        CompletableFuture<Void> waiting = next.remove(place);
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Lets everybody go who still waits, before the web server waits for its last requests. */
    @Override
    public void stop() {
        running = false;
        List.copyOf(next.keySet()).forEach(this::ring);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
