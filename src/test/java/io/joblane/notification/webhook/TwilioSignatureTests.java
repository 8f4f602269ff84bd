package io.joblane.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With the vectors of Twilio's own library. */
class TwilioSignatureTests {
    private final JsonNode vectors = read();
    private final String token = vectors.path("auth_token").asString();
    private final String address = vectors.path("url").asString();
    private final Map<String, String> form = form();

    @Test
    void theVectorsAreSigned() {
        assertThat(TwilioWebhook.isSigned(
                        token, address, form, vectors.path("signature").asString()))
                .isTrue();
        for (JsonNode variant : vectors.path("variants")) {
            assertThat(TwilioWebhook.isSigned(
                            token,
                            variant.path("url").asString(),
                            form,
                            variant.path("signature").asString()))
                    .as(variant.toString())
                    .isTrue();
        }
    }

    @Test
    void anythingElseIsNot() {
        String signature = vectors.path("signature").asString();
        Map<String, String> altered = new HashMap<>(form);
        altered.put("Digits", "1235");
        assertThat(TwilioWebhook.isSigned(token, address, altered, signature)).isFalse();
        assertThat(TwilioWebhook.isSigned("12346", address, form, signature)).isFalse();
        assertThat(TwilioWebhook.isSigned(token, address + "&baz=3", form, signature))
                .isFalse();
        assertThat(TwilioWebhook.isSigned(token, address, form, "AAAA")).isFalse();
        assertThat(TwilioWebhook.isSigned(token, address, form, null)).isFalse();
    }

    private Map<String, String> form() {
        Map<String, String> parameters = new HashMap<>();
        vectors.path("params")
                .properties()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().asString()));
        return parameters;
    }

    private static JsonNode read() {
        try (InputStream stream = Objects.requireNonNull(
                TwilioSignatureTests.class.getResourceAsStream("/webhooks/twilio-signature-vectors.json"))) {
            return new JsonMapper().readTree(stream.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
