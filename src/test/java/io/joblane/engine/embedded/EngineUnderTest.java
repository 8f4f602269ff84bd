package io.joblane.engine.embedded;

import io.camunda.client.CamundaClient;
import java.nio.file.Path;
import java.time.Duration;

/** An engine in a folder with a client connected to it; can be stopped and started again on the same data. */
final class EngineUnderTest implements AutoCloseable {
    private final EmbeddedEngineSettings settings;
    private EmbeddedEngine engine;
    private CamundaClient client;

    EngineUnderTest(Path folder, MovableClock clock) {
        this(EmbeddedEngineSettings.in(folder).withClock(clock).withFsync(false));
    }

    EngineUnderTest(EmbeddedEngineSettings settings) {
        this.settings = settings;
        start();
    }

    private void start() {
        engine = EmbeddedEngine.start(settings);
        client = connect(engine);
    }

    static CamundaClient connect(EmbeddedEngine engine) {
        return CamundaClient.newClientBuilder()
                .grpcAddress(engine.grpcAddress())
                .restAddress(engine.restAddress())
                .preferRestOverGrpc(false)
                .defaultJobTimeout(Duration.ofSeconds(30))
                .defaultRequestTimeout(Duration.ofSeconds(10))
                .numJobWorkerExecutionThreads(2)
                .build();
    }

    void restart() {
        close();
        start();
    }

    EmbeddedEngine engine() {
        return engine;
    }

    CamundaClient client() {
        return client;
    }

    void deploy(String... resources) {
        var command = client.newDeployResourceCommand();
        var last = command.addResourceFromClasspath("engine/" + resources[0]);
        for (int i = 1; i < resources.length; i++) {
            last = last.addResourceFromClasspath("engine/" + resources[i]);
        }
        last.send().join();
    }

    @Override
    public void close() {
        client.close();
        engine.close();
    }
}
