package io.joblane.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedFileTests {
    private static final int PIECE = 64 * 1024;
    private final BackupKey key = key(1);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 300_001})
    void whatWasWrittenIsRead(int length) throws IOException {
        byte[] plain = plain(length);
        assertThat(decrypted(encrypted(plain, key), key)).isEqualTo(plain);
    }

    @Test
    void theSameContentIsAnotherFileEachTime() throws IOException {
        byte[] plain = plain(1000);
        assertThat(encrypted(plain, key)).isNotEqualTo(encrypted(plain, key));
    }

    @Test
    void everyChangedByteIsNoticed() throws IOException {
        byte[] file = encrypted(plain(2000), key);
        for (int at = 0; at < file.length; at++) {
            byte[] changed = file.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> decrypted(changed, key)).isInstanceOf(DamagedBackupException.class);
        }
    }

    @Test
    void aCutEndSwappedPiecesAndAnotherKeyAreNoticed() throws IOException {
        byte[] file = encrypted(plain(3 * PIECE + 5), key);
        int header = 8 + 32;
        int piece = 4 + PIECE + 16;
        byte[] swapped = file.clone();
        System.arraycopy(file, header, swapped, header + piece, piece);
        System.arraycopy(file, header + piece, swapped, header, piece);

        assertThatThrownBy(() -> decrypted(swapped, key)).isInstanceOf(DamagedBackupException.class);
        assertThatThrownBy(() -> decrypted(Arrays.copyOf(file, header + 2 * piece), key))
                .isInstanceOf(DamagedBackupException.class)
                .hasMessageContaining("end is missing");
        assertThatThrownBy(() -> decrypted(file, key(2))).isInstanceOf(DamagedBackupException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "c2hvcnQ=", "not base64 at all!"})
    void whatIsNoKeyStopsTheStart(String text) {
        assertThatThrownBy(() -> BackupKey.parse(text)).hasMessageContaining("openssl rand -base64 32");
    }

    private static BackupKey key(int seed) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) seed);
        return BackupKey.parse(Base64.getEncoder().encodeToString(secret));
    }

    private static byte[] plain(int length) {
        byte[] plain = new byte[length];
        new Random(7).nextBytes(plain);
        return plain;
    }

    private static byte[] encrypted(byte[] plain, BackupKey key) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OutputStream out = EncryptedFile.write(file, key)) {
            out.write(plain);
        }
        return file.toByteArray();
    }

    private static byte[] decrypted(byte[] file, BackupKey key) throws IOException {
        try (InputStream in = EncryptedFile.read(new ByteArrayInputStream(file), key)) {
            return in.readAllBytes();
        }
    }
}
