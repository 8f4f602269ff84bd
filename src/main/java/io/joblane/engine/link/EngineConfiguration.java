package io.joblane.engine.link;

import io.camunda.client.CamundaClient;
import io.joblane.database.DataFolder;
import io.joblane.engine.embedded.EmbeddedEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
    EmbeddedEngineStart embeddedEngineStart(EngineSettings settings, Clock clock) {
        return new EmbeddedEngineStart(settings.embedded(), clock);
    }

    @Bean
    @ConditionalOnProperty(name = "joblane.engine", havingValue = "embedded", matchIfMissing = true)
    EmbeddedEngine embeddedEngine(EmbeddedEngineStart start, DataFolder folder) {
        start.begin(folder);
        return start.await();
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
            CamundaClient client,
            EngineSettings settings,
            ObjectProvider<EmbeddedEngine> embedded,
            EngineIdentity identity,
            DataFolder folder) {
        EmbeddedEngine engine = embedded.getIfAvailable();
        if (engine == null) {
            identity.check(settings.cluster().id(), true);
            return new EngineLink(
                    client,
                    settings.cluster().id(),
                    settings.cluster().grpcAddress().toString());
        }
        // A first start that was cut off has an engine which no database knows yet; it is as good as new.
        Path adopted = folder.path().resolve("engine-adopted");
        identity.check(engine.id(), !Files.exists(adopted));
        try {
            Files.write(adopted, engine.id().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + folder.path() + " cannot be written", e);
        }
        return new EngineLink(
                client,
                engine.id(),
                "embedded, gRPC port " + engine.grpcAddress().getPort());
    }
}
