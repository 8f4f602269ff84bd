package io.joblane.notification.channel;

import java.util.Map;
import java.util.UUID;

/**
 * A company's account with the provider of a channel, opened.
 *
 * @param settings what is no secret, by name: {@code from}, {@code accountSid} ...
 * @param secrets what nobody is ever told again
 */
public record ChannelAccount(
        UUID id,
        String company,
        ChannelKind kind,
        Map<String, String> settings,
        Map<String, String> secrets,
        int version) {
    public ChannelAccount {
        settings = Map.copyOf(settings);
        secrets = Map.copyOf(secrets);
    }

    /** @return empty where it is not set */
    public String setting(String name) {
        return settings.getOrDefault(name, "");
    }

    /** @throws IllegalArgumentException where it is missing */
    public String secret(String name) {
        String secret = secrets.get(name);
        if (secret == null || secret.isBlank()) {
            throw new IllegalArgumentException(
                    "the secret " + name + " of the account for " + kind.key() + " is missing");
        }
        return secret;
    }

    /** Never the secrets. */
    @Override
    public String toString() {
        return "account of " + company + " for " + kind.key() + ", version " + version;
    }
}
