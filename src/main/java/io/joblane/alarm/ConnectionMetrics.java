package io.joblane.alarm;

import io.joblane.database.Databases;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** {@code joblane.database.connections} (open to the companies' databases) and {@code joblane.database.connection.failures}. */
@Component
class ConnectionMetrics {
    ConnectionMetrics(Databases databases, MeterRegistry registry) {
        Gauge.builder("joblane.database.connections", databases, Databases::openConnections)
                .description("Connections that are open to the companies' databases")
                .register(registry);
        FunctionCounter.builder("joblane.database.connection.failures", databases, Databases::connectionFailures)
                .description("How often no connection could be had")
                .register(registry);
    }
}
