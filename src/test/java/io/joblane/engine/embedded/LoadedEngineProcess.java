package io.joblane.engine.embedded;

import io.camunda.client.CamundaClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;

/**
 * A process of its own that runs an engine under load until it is killed. What happened is in a journal that survives the
 * kill: "started instance" once the engine has confirmed the start, "ended instance job" each time the last job is seen.
 */
final class LoadedEngineProcess {
    private static final int IN_FLIGHT = 40;

    private LoadedEngineProcess() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var journal = Path.of(arguments[1]);
        var engine = new EngineUnderTest(EmbeddedEngineSettings.in(folder));
        engine.deploy("tenTasks.bpmn");
        var room = new Semaphore(IN_FLIGHT);
        work(engine.client(), journal, room::release);
        while (!Thread.currentThread().isInterrupted()) {
            room.acquire();
            engine.client()
                    .newCreateInstanceCommand()
                    .bpmnProcessId("tenTasks")
                    .latestVersion()
                    .send()
                    .thenAccept(created -> note(journal, "started " + created.getProcessInstanceKey()));
            if (Math.random() < 0.01) {
                engine.engine().snapshot();
            }
        }
    }

    /** Opens the workers of all ten tasks. */
    static void work(CamundaClient client, Path journal, Runnable ended) {
        for (int i = 0; i < 10; i++) {
            boolean last = i == 9;
            client.newWorker()
                    .jobType("test.task" + i)
                    .handler((jobs, job) -> {
                        if (last) {
                            note(journal, "ended " + job.getProcessInstanceKey() + " " + job.getKey());
                        }
                        jobs.newCompleteCommand(job).send().join();
                        if (last) {
                            ended.run();
                        }
                    })
                    .streamEnabled(true)
                    .open();
        }
    }

    private static synchronized void note(Path journal, String line) {
        try {
            Files.writeString(journal, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
