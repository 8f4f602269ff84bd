package io.joblane.alarm;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * When the certificate ends that clients are shown: gauge {@code joblane.certificate.expiry} (seconds left, negative once it
 * has ended, not a number while unknown), health detail {@code certificate}.
 */
@Component("certificateHealthIndicator")
class CertificateWatch implements HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(CertificateWatch.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final AlarmSettings settings;
    private final Clock clock;
    private volatile Optional<Instant> end = Optional.empty();

    CertificateWatch(AlarmSettings settings, Clock clock, MeterRegistry registry) {
        this.settings = settings;
        this.clock = clock;
        Gauge.builder("joblane.certificate.expiry", this, CertificateWatch::secondsLeft)
                .baseUnit("seconds")
                .description("Until the watched certificate ends")
                .register(registry);
    }

    @Scheduled(fixedDelayString = "${joblane.alarm.certificate-every:6h}", initialDelayString = "PT1S")
    void look() {
        if (settings.certificate().isBlank()) {
            return;
        }
        try {
            end = certificates().stream()
                    .map(certificate ->
                            ((X509Certificate) certificate).getNotAfter().toInstant())
                    .min(Instant::compareTo);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            log.warn("The certificate at {} cannot be read: {}", settings.certificate(), e.getMessage());
            end = Optional.empty();
        }
    }

    private Collection<? extends Certificate> certificates() throws IOException, GeneralSecurityException {
        if (!settings.certificate().startsWith("https:")) {
            try (InputStream in = Files.newInputStream(Path.of(settings.certificate()))) {
                return CertificateFactory.getInstance("X.509").generateCertificates(in);
            }
        }
        URI address = URI.create(settings.certificate());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new LooksOnly()}, null);
        try (var socket = (SSLSocket) tls.getSocketFactory().createSocket()) {
            socket.connect(
                    new java.net.InetSocketAddress(address.getHost(), address.getPort() < 0 ? 443 : address.getPort()),
                    (int) TIMEOUT.toMillis());
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            SSLParameters parameters = socket.getSSLParameters();
            if (address.getHost().chars().anyMatch(Character::isLetter)) {
                parameters.setServerNames(List.of(new SNIHostName(address.getHost())));
            }
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return List.of(socket.getSession().getPeerCertificates());
        }
    }

    private double secondsLeft() {
        return end.map(at -> (double) Duration.between(clock.instant(), at).toSeconds())
                .orElse(Double.NaN);
    }

    @Override
    public Health health() {
        if (settings.certificate().isBlank()) {
            return Health.up()
                    .withDetail("state", "not configured: set JOBLANE_ALARM_CERTIFICATE to watch one")
                    .build();
        }
        if (end.isEmpty()) {
            return Health.up()
                    .withDetail("certificate", settings.certificate())
                    .withDetail("state", "UNKNOWN: it could not be read")
                    .build();
        }
        Duration left = Duration.between(clock.instant(), end.get());
        String state = left.isNegative()
                ? "EXPIRED"
                : left.toDays() < settings.certificateDays() ? "EXPIRES in " + left.toDays() + " days" : "good";
        return Health.up()
                .withDetail("certificate", settings.certificate())
                .withDetail("until", end.get().toString())
                .withDetail("state", state)
                .build();
    }

    /** It must also see a certificate that has ended, and sends nothing over the connection. */
    private static final class LooksOnly implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
