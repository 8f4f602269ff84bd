package io.joblane.engine.link;

import io.camunda.client.CamundaClient;
import io.joblane.database.DataFolder;
import io.joblane.engine.embedded.EmbeddedEngine;
import io.joblane.engine.embedded.EmbeddedEngineSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(EngineSettings.class)
class EngineConfiguration {
    @Bean
    @ConditionalOnProperty(name = "joblane.engine", havingValue = "embedded", matchIfMissing = true)
    EmbeddedEngine embeddedEngine(EngineSettings settings, DataFolder folder, Clock clock, EngineIdentity identity) {
        Path data = folder.path().resolve("engine");
        boolean isNew = !Files.exists(data);
        var embedded = settings.embedded();
        EmbeddedEngine engine = EmbeddedEngine.start(new EmbeddedEngineSettings(
                data, embedded.grpcPort(), embedded.restPort(), embedded.fsync(), embedded.snapshotEvery(), clock));
        try {
            identity.check(engine.id(), isNew);
        } catch (ForeignEngineException e) {
            engine.close();
            throw e;
        }
        return engine;
    }

    @Bean(destroyMethod = "close")
    CamundaClient camundaClient(EngineSettings settings, ObjectProvider<EmbeddedEngine> embedded) {
        EmbeddedEngine engine = embedded.getIfAvailable();
        URI grpc = engine == null ? settings.cluster().grpcAddress() : engine.grpcAddress();
        URI rest = engine == null ? settings.cluster().restAddress() : engine.restAddress();
        return CamundaClient.newClientBuilder()
                .grpcAddress(grpc)
                .restAddress(rest)
                .preferRestOverGrpc(false)
                .numJobWorkerExecutionThreads(2)
                .defaultRequestTimeout(Duration.ofSeconds(15))
                .build();
    }

    @Bean
    EngineLink engineLink(
            CamundaClient client, EngineSettings settings, ObjectProvider<EmbeddedEngine> embedded, EngineIdentity identity) {
        EmbeddedEngine engine = embedded.getIfAvailable();
        if (engine != null) {
            return new EngineLink(client, engine.id(), "embedded, gRPC port " + engine.grpcAddress().getPort());
        }
        identity.check(settings.cluster().id(), true);
        return new EngineLink(client, settings.cluster().id(), settings.cluster().grpcAddress().toString());
    }
}
