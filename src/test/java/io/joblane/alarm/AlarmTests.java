package io.joblane.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AlarmTests extends ApiTest {
    private static final Path RULES = Path.of("src/main/ops/prometheus-rules.yml");

    @Test
    void everyMetricThatAnAlertNamesExists() throws Exception {
        Set<String> named = new TreeSet<>();
        // Names of metrics; "joblane" alone is the group's.
        var names = Pattern.compile("\\b(?:joblane|http_server)_[a-z_]+")
                .matcher(Files.readString(RULES).replaceAll("(?m)^ *(summary|action|#).*$", ""));
        while (names.find()) {
            named.add(names.group());
        }
        assertThat(named).hasSizeGreaterThanOrEqualTo(8);
        dispatcher().get(BOOKINGS);

        await("the metrics of the companies are there", () -> {
            String metrics = as(Role.PLATFORM_ADMIN).get("/actuator/prometheus").text();
            return named.stream().allMatch(name -> metrics.contains("\n" + name));
        });
    }

    @Test
    void healthTellsOfBackupsDiskAndCertificate() {
        JsonNode parts = as(Role.PLATFORM_ADMIN).get("/actuator/health").json().path("components");

        assertThat(parts.at("/dataDisk/details/freePercent").isNumber()).isTrue();
        assertThat(parts.at("/certificate/details/state").asString()).startsWith("not configured");
        assertThat(parts.at("/backups/details/store").asString()).startsWith("folder ");
        assertThat(as(Role.ADMIN).get("/actuator/health").json().has("components"))
                .isFalse();
    }
}
