package io.joblane.secret;

import io.joblane.database.DataFolder;
import java.util.Base64;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretSettings.class)
class SecretConfiguration {
    static final int KEY_BYTES = 32;

    @Bean
    Secrets secrets(SecretSettings settings, DataFolder folder) {
        if (!settings.secretsKey().isBlank()) {
            return new Secrets(decoded(settings.secretsKey(), "JOBLANE_SECRETS_KEY"));
        }
        if (!settings.mayKeepKeyFile()) {
            throw new SecretsKeyException(
                    "JOBLANE_SECRETS_KEY is not set: with a database of your own it must hold 32 random"
                            + " bytes in base64, e.g. from `openssl rand -base64 32`, the same for every replica and every start.");
        }
        KeyFile file = new KeyFile(folder.path().resolve("secrets.key"));
        return new Secrets(decoded(file.readOrMake(), "The file " + file));
    }

    private static byte[] decoded(String text, String where) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.trim());
        } catch (IllegalArgumentException e) {
            throw new SecretsKeyException(where + " is not base64; it must hold 32 random bytes in base64.", e);
        }
        if (key.length != KEY_BYTES) {
            throw new SecretsKeyException(
                    where + " holds " + key.length + " bytes; it must hold 32 random bytes in base64.");
        }
        return key;
    }
}
