package io.joblane.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the newcomer runs from {@code scripts/}, and reads in the README. */
class ScriptsTests {
    private static final Path SCRIPTS = Path.of("scripts");

    @Test
    void everyScriptIsWellFormedAndCanBeRun() throws IOException, InterruptedException {
        for (Path script : bashScripts()) {
            Process check = new ProcessBuilder("bash", "-n", script.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(check.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(check.waitFor()).as("%s: %s", script, said).isZero();
            assertThat(script).isExecutable();
        }
    }

    @Test
    void thePlayedDayCompilesOnTheOldestJavaThatIsPromised(@TempDir Path out) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("--release", "21", "-d", out.toString()),
                            null,
                            files.getJavaFileObjects(SCRIPTS.resolve("PlayDay.java")))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
    }

    @Test
    void thePlayedDaysInputStillHasItsFaults() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("demo/taxi-trips.csv"));

        assertThat(rows).hasSizeBetween(200, 1_000);
        assertThat(rows).filteredOn(row -> row.contains(",0.000000,")).isNotEmpty();
    }

    @Test
    void thePlaceBookingScriptSendsWhatTheReadmeShows() throws IOException {
        assertThat(bookingIn(Files.readString(SCRIPTS.resolve("place-booking"))))
                .isEqualTo(bookingIn(Files.readString(Path.of("README.md"))));
    }

    /** The JSON of the booking without white space and without the moment of the pickup. */
    private static String bookingIn(String text) {
        Matcher booking = Pattern.compile("\\{\\s*\"customer\".*?\"Track 29\"}", Pattern.DOTALL)
                .matcher(text);
        assertThat(booking.find()).isTrue();
        return booking.group().replaceAll("\"pickupAt\": \"[^,]*\",", "").replaceAll("\\s+", " ");
    }

    private static List<Path> bashScripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            List<Path> bash = files.filter(ScriptsTests::isBash).toList();
            assertThat(bash).hasSizeGreaterThanOrEqualTo(2);
            return Stream.concat(bash.stream(), Stream.of(Path.of(".ci/run"))).toList();
        }
    }

    private static boolean isBash(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("").contains("bash");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
