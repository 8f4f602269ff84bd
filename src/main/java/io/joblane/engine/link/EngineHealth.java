package io.joblane.engine.link;

import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.response.Topology;
import io.joblane.engine.embedded.EmbeddedEngine;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Health detail {@code engine}: answers, and which engine it is. */
@Component("engineHealthIndicator")
class EngineHealth implements HealthIndicator {
    private final EngineLink engine;
    private final ObjectProvider<EmbeddedEngine> embedded;

    EngineHealth(EngineLink engine, ObjectProvider<EmbeddedEngine> embedded) {
        this.engine = engine;
        this.embedded = embedded;
    }

    @Override
    public Health health() {
        EmbeddedEngine here = embedded.getIfAvailable();
        if (here != null && !here.isHealthy()) {
            return Health.down().withDetail("engine", engine.describe()).build();
        }
        try {
            Topology topology = engine.client()
                    .newTopologyRequest()
                    .requestTimeout(Duration.ofSeconds(3))
                    .send()
                    .join();
            return Health.up()
                    .withDetail("engine", engine.describe())
                    .withDetail("version", topology.getGatewayVersion())
                    .build();
        } catch (ClientException e) {
            return Health.down()
                    .withDetail("engine", engine.describe())
                    .withDetail("error", "does not answer")
                    .build();
        }
    }
}
