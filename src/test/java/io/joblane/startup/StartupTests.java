package io.joblane.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.shared.CannotStartException;
import io.joblane.startup.StartNote.Line;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

/** What a person sees of a start. */
class StartupTests {
    @Test
    void saysWhyItCannotStartHoweverDeepTheReasonLies() {
        Exception failure = new IllegalStateException(
                "Error creating bean", new RuntimeException("wrapped", new TestFault("The data folder is in use.")));

        assertThat(analyse(failure).getDescription()).isEqualTo("The data folder is in use.");
    }

    @Test
    void namesTheSettingForAnotherPort() {
        assertThat(analyse(new IllegalStateException(new PortInUseException(8080)))
                        .getDescription())
                .contains("Port 8080")
                .contains("SERVER_PORT");
    }

    @Test
    void theBlockNamesTheRealPortAndWhatModulesAdd() {
        var environment = new MockEnvironment().withProperty("local.server.port", "8093");
        StartNote note = () -> List.of(new Line("Next", "scripts/place-booking"));

        String block = new StartBlock(environment, List.of(note)).text(Duration.ofMillis(12_340));

        assertThat(block).contains("12.3 s", "http://localhost:8093/api/v1", "scripts/place-booking");
        assertThat(block.lines().count()).isLessThan(12);
    }

    /** As Spring Boot does: the first analyzer of spring.factories that knows the failure. */
    private static FailureAnalysis analyse(Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((message, e) -> {}))
                .stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(analysis -> analysis != null)
                .findFirst()
                .orElseThrow();
    }

    private static final class TestFault extends CannotStartException {
        private static final long serialVersionUID = 1L;

        TestFault(String message) {
            super(message);
        }
    }
}
