package io.joblane.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** With SendGrid's own example. */
class SendGridSignatureTests {
    private static final String OTHER_KEY =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqTxd43gyp8IOEto2LdIfjRQrIbsd4SXZkLW6jDutdhXSJCWHw8REntlo7aNDthvj+y7GjUuFDb/R1NGe1OPzpA==";

    private final byte[] payload = read("sendgrid-payload.bin");
    private final String key = text("sendgrid-publickey.txt");
    private final String signature = text("sendgrid-signature.txt");
    private final String timestamp = text("sendgrid-timestamp.txt");

    @Test
    void theExampleIsSigned() {
        assertThat(SendGridSignature.isValid(key, timestamp, payload, signature))
                .isTrue();
    }

    @Test
    void anythingElseIsNot() {
        byte[] altered = payload.clone();
        altered[10]++;
        assertThat(SendGridSignature.isValid(key, timestamp, altered, signature))
                .isFalse();
        byte[] withoutEnd = Arrays.copyOf(payload, payload.length - 2);
        assertThat(SendGridSignature.isValid(key, timestamp, withoutEnd, signature))
                .isFalse();
        assertThat(SendGridSignature.isValid(key, "1600112503", payload, signature))
                .isFalse();
        assertThat(SendGridSignature.isValid(OTHER_KEY, timestamp, payload, signature))
                .isFalse();
        assertThat(
                        SendGridSignature.isValid(
                                OTHER_KEY,
                                "timestamp",
                                "payload".getBytes(StandardCharsets.UTF_8),
                                "MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH3j/0="))
                .isFalse();
    }

    @Test
    void whatIsNoKeyOrNoSignatureIsJustInvalid() {
        for (String odd : new String[] {"", "AAAA", "not base64 at all!", "MEUCIQ=="}) {
            assertThat(SendGridSignature.isValid(key, timestamp, payload, odd)).isFalse();
            assertThat(SendGridSignature.isValid(odd, timestamp, payload, signature))
                    .isFalse();
        }
    }

    private static String text(String file) {
        return new String(read(file), StandardCharsets.US_ASCII).strip();
    }

    private static byte[] read(String file) {
        try (InputStream stream =
                Objects.requireNonNull(SendGridSignatureTests.class.getResourceAsStream("/webhooks/" + file), file)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }
}
