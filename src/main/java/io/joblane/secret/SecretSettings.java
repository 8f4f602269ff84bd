package io.joblane.secret;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which key seals secrets.
 *
 * @param secretsKey 32 bytes in base64; blank to keep one in the data folder, where that is allowed
 * @param database {@code embedded} or {@code external}
 */
@ConfigurationProperties("joblane")
record SecretSettings(
        @DefaultValue("") String secretsKey,
        @DefaultValue("embedded") String database,
        @DefaultValue("false") boolean demo) {

    /** One machine and its own data folder, where a key file beside the data does no harm that the data would not. */
    boolean mayKeepKeyFile() {
        return demo || !database.equalsIgnoreCase("external");
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "SecretSettings[database=" + database + ", demo=" + demo + "]";
    }
}
