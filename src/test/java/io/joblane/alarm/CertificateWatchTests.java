package io.joblane.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A certificate that was made for this test; what is moved is the clock. */
class CertificateWatchTests {
    private static final String FILE = "src/test/resources/certificate.pem";
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void tellsHowLongItLasts() throws Exception {
        Instant end = Instant.parse(details(FILE, Instant.parse("2026-12-01T00:00:00Z"))
                .get("until")
                .toString());

        assertThat(state(FILE, end.minus(Duration.ofDays(22)))).isEqualTo("good");
        assertThat(state(FILE, end.minus(Duration.ofDays(20)))).isEqualTo("EXPIRES in 20 days");
        assertThat(state(FILE, end.plusSeconds(1))).isEqualTo("EXPIRED");
        assertThat(state("no/such/file.pem", end)).startsWith("UNKNOWN");
        assertThat(state("", end)).startsWith("not configured");
    }

    @Test
    void theGaugeCountsSeconds() throws Exception {
        details(FILE, Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(metrics.get("joblane.certificate.expiry").gauge().value())
                .isBetween(
                        Duration.ofDays(3_000).toSeconds() * 1.0,
                        Duration.ofDays(3_650).toSeconds() * 1.0);
    }

    private String state(String certificate, Instant now) {
        return String.valueOf(details(certificate, now).get("state"));
    }

    private Map<String, Object> details(String certificate, Instant now) {
        var settings = new AlarmSettings(certificate, 21, 20, Duration.ofHours(6));
        var watch = new CertificateWatch(settings, Clock.fixed(now, ZoneOffset.UTC), metrics);
        watch.look();
        return watch.health().getDetails();
    }
}
