package io.joblane.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.database.DataFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTests {
    private static final byte[] SECRET = "attack at dawn".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void whatWasSealedOpensForItsPurposeOnly() {
        Secrets secrets = new Secrets(key(1));
        String sealed = secrets.seal("second-factor 1", SECRET);

        assertThat(sealed).startsWith("v1.").doesNotContain("attack");
        assertThat(secrets.open("second-factor 1", sealed)).isEqualTo(SECRET);
        assertThat(secrets.seal("second-factor 1", SECRET)).isNotEqualTo(sealed);
        assertThatThrownBy(() -> secrets.open("second-factor 2", sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWasAlteredDoesNotOpen() {
        Secrets secrets = new Secrets(key(1));
        String sealed = secrets.seal("x", SECRET);
        int body = sealed.lastIndexOf('.') + 1;
        byte[] bytes = Base64.getDecoder().decode(sealed.substring(body));

        for (int i = 0; i < bytes.length; i++) {
            byte[] bad = bytes.clone();
            bad[i] ^= 1;
            String altered = sealed.substring(0, body) + Base64.getEncoder().encodeToString(bad);
            assertThatThrownBy(() -> secrets.open("x", altered)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> secrets.open("x", "plain")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anotherKeyIsNamedAsTheReason() {
        String sealed = new Secrets(key(1)).seal("x", SECRET);

        assertThatThrownBy(() -> new Secrets(key(2)).open("x", sealed))
                .isInstanceOf(SecretsKeyException.class)
                .hasMessageContaining("another key");
    }

    @Test
    void withoutAKeyOneIsMadeForItsOwnersEyesAndUsedAgain() throws Exception {
        String sealed;
        try (DataFolder data = DataFolder.lock(folder)) {
            sealed = start("", "embedded", false, data).seal("x", SECRET);
        }
        Path file = folder.resolve("secrets.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (DataFolder data = DataFolder.lock(folder)) {
            assertThat(start("", "external", true, data).open("x", sealed)).isEqualTo(SECRET);
            assertThat(start(Files.readString(file), "external", false, data).open("x", sealed))
                    .isEqualTo(SECRET);
        }
        assertThat(folder.toFile().list()).doesNotContain("secrets.key.new");
    }

    @Test
    void anExternalDatabaseNeedsAKeyThatIsOne() {
        try (DataFolder data = DataFolder.lock(folder)) {
            assertThatThrownBy(() -> start("", "external", false, data))
                    .isInstanceOf(SecretsKeyException.class)
                    .hasMessageStartingWith("JOBLANE_SECRETS_KEY is not set");
            assertThatThrownBy(() -> start("not base64!", "external", false, data))
                    .isInstanceOf(SecretsKeyException.class)
                    .hasMessageContaining("is not base64");
            assertThatThrownBy(() -> start("c2hvcnQ=", "embedded", false, data))
                    .isInstanceOf(SecretsKeyException.class)
                    .hasMessageContaining("holds 5 bytes");
        }
        assertThat(folder.resolve("secrets.key")).doesNotExist();
    }

    @Test
    void theKeyIsInNoLog() {
        assertThat(new SecretSettings("c2hvcnQ=", "external", false).toString()).doesNotContain("c2hvcnQ=");
    }

    private static Secrets start(String key, String database, boolean demo, DataFolder data) {
        return new SecretConfiguration().secrets(new SecretSettings(key, database, demo), data);
    }

    private static byte[] key(int seed) {
        byte[] key = new byte[32];
        key[0] = (byte) seed;
        return key;
    }
}
