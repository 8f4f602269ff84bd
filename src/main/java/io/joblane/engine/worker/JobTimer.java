package io.joblane.engine.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Metrics of job handling: {@code joblane.job} (duration by type) and {@code joblane.job.failed} (count by type) and {@code joblane.incidents}. */
@Component
class JobTimer {
    private final MeterRegistry registry;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    JobTimer(MeterRegistry registry) {
        this.registry = registry;
    }

    void done(String type, long nanos) {
        timers.computeIfAbsent(
                        type,
                        t -> Timer.builder("joblane.job")
                                .description("From a job's arrival to its completion command")
                                .tag("type", t)
                                .publishPercentileHistogram(false)
                                .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** @param retriesLeft none left: the engine raises an incident, which somebody has to look at */
    void failed(String type, int retriesLeft) {
        Counter.builder("joblane.job.failed")
                .tag("type", type)
                .register(registry)
                .increment();
        if (retriesLeft == 0) {
            Counter.builder("joblane.incidents")
                    .description("Jobs without retries left")
                    .tag("type", type)
                    .register(registry)
                    .increment();
        }
    }
}
