package io.joblane.engine.embedded;

import io.camunda.zeebe.scheduler.Actor;
import io.camunda.zeebe.scheduler.ActorSchedulingService;
import io.camunda.zeebe.stream.impl.StreamProcessor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the stream processor for its report on one of the engine's threads: elsewhere it would read the wrong clock. */
final class HealthProbe extends Actor {
    private final StreamProcessor processor;
    private final CompletableFuture<Boolean> healthy = new CompletableFuture<>();

    HealthProbe(StreamProcessor processor) {
        this.processor = processor;
    }

    static boolean ask(ActorSchedulingService scheduler, StreamProcessor processor) {
        var probe = new HealthProbe(processor);
        scheduler.submitActor(probe);
        try {
            return probe.healthy.get(2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    protected void onActorStarted() {
        healthy.complete(processor.getHealthReport().isHealthy());
        actor.close();
    }
}
