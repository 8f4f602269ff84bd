package io.joblane.backup;

import io.joblane.shared.CannotStartException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key from the settings. Each file is encrypted with a key of its own that is derived from it. */
final class BackupKey {
    private static final int BYTES = 32;
    private static final String MAC = "HmacSHA256";

    private final byte[] secret;

    private BackupKey(byte[] secret) {
        this.secret = secret;
    }

    /** @throws InvalidKeyException where the text is no key */
    static BackupKey parse(String base64) {
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException();
        }
        if (secret.length != BYTES) {
            throw new InvalidKeyException();
        }
        return new BackupKey(secret);
    }

    /** A key that no other file has, from the file's own random salt. */
    SecretKey forFile(byte[] salt) {
        return new SecretKeySpec(hmac("joblane backup file", salt), "AES");
    }

    private byte[] hmac(String purpose, byte[] input) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret, MAC));
            mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + MAC, e);
        }
    }

    /** Stops the start: a backup that nobody notices to be missing is worse. */
    static final class InvalidKeyException extends CannotStartException {
        private static final long serialVersionUID = 1L;

        InvalidKeyException() {
            super("JOBLANE_BACKUP_KEY must be 32 random bytes in base64, e.g. the output of: openssl rand -base64 32");
        }
    }
}
