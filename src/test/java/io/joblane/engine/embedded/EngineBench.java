package io.joblane.engine.embedded;

import io.camunda.client.CamundaClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's own speed: instances of ten service tasks with workers that do nothing. Run by name: folder, fsync, instances. */
final class EngineBench {
    private static final Logger LOG = LoggerFactory.getLogger(EngineBench.class);
    private static final int IN_FLIGHT = 100;

    private EngineBench() {}

    public static void main(String[] arguments) throws Exception {
        var parent = Files.createDirectories(Path.of(arguments[0]));
        boolean fsync = Boolean.parseBoolean(arguments[1]);
        int instances = Integer.parseInt(arguments[2]);
        var folder = Files.createTempDirectory(parent, "engine");
        long begun = System.nanoTime();
        try (var engine = new EngineUnderTest(EmbeddedEngineSettings.in(folder).withFsync(fsync))) {
            LOG.info("start {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            engine.deploy("tenTasks.bpmn");
            run(engine.client(), 200, "warm-up");
            for (int round = 0; round < 3; round++) {
                run(engine.client(), instances, "fsync " + fsync);
            }
        }
        Durably.deleteTree(folder);
    }

    private static void run(CamundaClient client, int instances, String name) throws Exception {
        var ended = new CountDownLatch(instances);
        var room = new Semaphore(IN_FLIGHT);
        var workers = new ArrayList<AutoCloseable>();
        for (int i = 0; i < 10; i++) {
            boolean last = i == 9;
            workers.add(client.newWorker()
                    .jobType("test.task" + i)
                    .handler((jobs, job) -> jobs.newCompleteCommand(job).send().thenRun(() -> {
                        if (last) {
                            room.release();
                            ended.countDown();
                        }
                    }))
                    .streamEnabled(true)
                    .open());
        }
        long begun = System.nanoTime();
        long cpu =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
        for (int i = 0; i < instances; i++) {
            room.acquire();
            client.newCreateInstanceCommand()
                    .bpmnProcessId("tenTasks")
                    .latestVersion()
                    .send();
        }
        ended.await();
        var took = Duration.ofNanos(System.nanoTime() - begun);
        LOG.info(
                "{}: {} instances/s, {} jobs/s, {} us CPU a job, client and workers included",
                name,
                instances * 1000L / took.toMillis(),
                instances * 10_000L / took.toMillis(),
                (ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() - cpu) * 100 / instances);
        for (var worker : workers) {
            worker.close();
        }
    }
}
