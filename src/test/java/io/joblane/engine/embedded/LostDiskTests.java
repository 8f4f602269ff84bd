package io.joblane.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostDiskTests {
    @TempDir
    Path folder;

    @Test
    void whenTheLogCannotBeWrittenNothingIsAnsweredAndTheHealthSaysSo() throws IOException {
        var settings = EmbeddedEngineSettings.in(folder);
        var engine = EmbeddedEngine.start(settings, 1);
        try (var client = EngineUnderTest.connect(engine)) {
            client.newDeployResourceCommand()
                    .addResourceFromClasspath("engine/tenTasks.bpmn")
                    .send()
                    .join();
            assertThat(engine.isHealthy()).isTrue();
            // each block needs a new segment, which cannot be created now
            Durably.deleteTree(folder.resolve("log"));
            assertThatThrownBy(() -> client.newCreateInstanceCommand()
                            .bpmnProcessId("oneTask")
                            .latestVersion()
                            .requestTimeout(Duration.ofSeconds(2))
                            .send()
                            .join())
                    .isInstanceOf(ClientStatusException.class);
            assertThat(engine.isHealthy()).isFalse();
            assertThatThrownBy(() -> client.newCreateInstanceCommand()
                            .bpmnProcessId("oneTask")
                            .latestVersion()
                            .send()
                            .join())
                    .isInstanceOfSatisfying(
                            ClientStatusException.class,
                            fault -> assertThat(fault.getStatusCode()).isEqualTo(Status.Code.UNAVAILABLE));
        } finally {
            engine.close();
        }
    }
}
