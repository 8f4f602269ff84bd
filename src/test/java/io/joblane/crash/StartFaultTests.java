package io.joblane.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.database.DataFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong at the start stops it, with one sentence and an exit code that a script notices. */
class StartFaultTests {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static ForkedApplication application;

    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() throws InterruptedException {
        application = new ForkedApplication(Path.of("target", "crash", "faults"));
        application.start();
        application.terminate(Duration.ofSeconds(25));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void aDataFolderThatAnotherProcessHolds() throws Exception {
        try (var held = DataFolder.lock(application.data())) {
            refused("", "The data folder " + held.path() + " is in use by another Joblane");
        }
    }

    @Test
    void aPortInUse() throws Exception {
        try (var taken = new ServerSocket(application.port(), 1, InetAddress.getLoopbackAddress())) {
            refused("", "Port " + taken.getLocalPort() + " is in use");
        }
    }

    @Test
    void aModelThatDoesNotParse() throws Exception {
        refused(model("broken.bpmn", "<bpmn:definitions"), "The model broken.bpmn cannot be parsed");
    }

    @Test
    void aModelThatTheEngineRefuses() throws Exception {
        String noTarget =
                process("<bpmn:startEvent id=\"Start\"/><bpmn:sequenceFlow id=\"Flow\" sourceRef=\"Start\"/>");
        refused(model("dangling.bpmn", noTarget), "dangling.bpmn");
    }

    @Test
    void aJobTypeWithoutAWorker() throws Exception {
        String unknown = process("""
                <bpmn:startEvent id="Start"/><bpmn:sequenceFlow id="Flow" sourceRef="Start" targetRef="Task"/>
                <bpmn:serviceTask id="Task"><bpmn:extensionElements><zeebe:taskDefinition type="nobody.doesThis"/></bpmn:extensionElements></bpmn:serviceTask>
                """);
        refused(model("unknown.bpmn", unknown), "No worker for the job type(s) [nobody.doesThis]");
    }

    @Test
    void anEngineOfAnotherInstallation() throws Exception {
        Path id = application.data().resolve("engine/engine.id");
        String own = Files.readString(id);
        try {
            Files.writeString(id, "0b0e4a52-52ab-4a39-9e3c-0f8f5d3e8f11");
            refused("", "does not belong to these databases");
        } finally {
            Files.writeString(id, own);
        }
    }

    private void refused(String classPath, String sentence) throws InterruptedException {
        application.forgetOutput();
        application.beginWith(classPath);

        assertThat(application.awaitExit(PATIENCE)).as("exit code").isNotZero();
        String output = application.output();
        assertThat(output).contains("APPLICATION FAILED TO START").contains(sentence);
        assertThat(output.lines().filter(line -> line.contains(sentence)))
                .as("once")
                .hasSize(1);
        assertThat(output).as("no stack").doesNotContain("\tat ");
    }

    /** @return a class-path entry with that model */
    private String model(String name, String content) throws IOException {
        Files.createDirectories(folder.resolve("bpmn"));
        Files.writeString(folder.resolve("bpmn").resolve(name), content);
        return folder.toString();
    }

    private static String process(String elements) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
                    id="Definitions" targetNamespace="http://bpmn.io/schema/bpmn">
                  <bpmn:process id="extra" isExecutable="true">%s</bpmn:process>
                </bpmn:definitions>
                """.formatted(elements);
    }
}
