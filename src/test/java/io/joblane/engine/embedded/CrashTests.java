package io.joblane.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of a process whose engine is under load. {@code -Dkills=20} for more than the suite's three. */
class CrashTests {
    @TempDir
    Path folder;

    @Test
    void everyConfirmedInstanceEndsExactlyOnce() throws Exception {
        var journal = folder.resolve("journal");
        Files.createFile(journal);
        for (int kill = 0; kill < Integer.getInteger("kills", 3); kill++) {
            runUntilKilled(journal);
        }
        var started = keys(journal, "started");
        assertThat(started).hasSizeGreaterThan(100);

        try (var engine = new EngineUnderTest(EmbeddedEngineSettings.in(folder.resolve("engine")))) {
            LoadedEngineProcess.work(engine.client(), journal, () -> {});
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(endings(journal).keySet()).containsAll(started));
        }
        // a job may be seen twice, being delivered at least once, but it is always the same job
        assertThat(endings(journal))
                .allSatisfy((instance, jobs) -> assertThat(jobs).hasSize(1));
    }

    private void runUntilKilled(Path journal) throws IOException, InterruptedException {
        long until = Files.size(journal) + 1_500 + ThreadLocalRandom.current().nextInt(2_000);
        var output = folder.resolve("output").toFile();
        var process = new ProcessBuilder(command(journal))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        assertThat(process.isAlive())
                                .as("process, see %s", Files.readString(output.toPath()))
                                .isTrue();
                        return Files.size(journal) >= until;
                    });
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private List<String> command(Path journal) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path")
                        + File.pathSeparator
                        + System.getProperty("surefire.test.class.path", ""),
                LoadedEngineProcess.class.getName(),
                folder.resolve("engine").toString(),
                journal.toString());
    }

    private static Set<String> keys(Path journal, String what) throws IOException {
        return Files.readAllLines(journal).stream()
                .map(line -> line.split(" "))
                .filter(words -> words.length == 2 && words[0].equals(what))
                .map(words -> words[1])
                .collect(Collectors.toSet());
    }

    private static Map<String, Set<String>> endings(Path journal) throws IOException {
        var endings = new HashMap<String, Set<String>>();
        for (var line : Files.readAllLines(journal)) {
            var words = line.split(" ");
            if (words.length == 3) {
                endings.computeIfAbsent(words[1], instance -> new HashSet<>()).add(words[2]);
            }
        }
        return endings;
    }
}
