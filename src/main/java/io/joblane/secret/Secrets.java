package io.joblane.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens secrets with AES-256-GCM. A sealed text reads {@code v1.<fingerprint of the key>.<nonce and cipher text>};
 * the purpose is part of what is authenticated, so that a text sealed for one row opens in no other.
 */
public final class Secrets {
    private static final String VERSION = "v1";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final String fingerprint;
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 bytes */
    Secrets(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        this.fingerprint = HexFormat.of().formatHex(sha256(key), 0, 4);
    }

    /** @param purpose what the secret is and whose, e.g. {@code second-factor <user id>}; opening needs the same */
    public String seal(String purpose, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] hidden = run(Cipher.ENCRYPT_MODE, purpose, nonce, plain);
        byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + hidden.length);
        System.arraycopy(hidden, 0, whole, NONCE_BYTES, hidden.length);
        return VERSION + '.' + fingerprint + '.' + Base64.getEncoder().encodeToString(whole);
    }

    /**
     * @throws SecretsKeyException where it was sealed with another key
     * @throws IllegalStateException where it was altered, or sealed for another purpose
     */
    public byte[] open(String purpose, String sealed) {
        String[] parts = sealed.split("\\.");
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            throw new IllegalStateException("What is kept for " + purpose + " was not sealed here");
        }
        if (!parts[1].equals(fingerprint)) {
            throw new SecretsKeyException(
                    "The databases hold secrets that were sealed with another key (" + parts[1] + ", not " + fingerprint
                            + "); set JOBLANE_SECRETS_KEY, or the file secrets.key in the data folder, to that key again.");
        }
        byte[] whole = Base64.getDecoder().decode(parts[2]);
        byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
        return run(Cipher.DECRYPT_MODE, purpose, nonce, Arrays.copyOfRange(whole, NONCE_BYTES, whole.length));
    }

    /**
     * A short name for a text that tells nobody who lacks the key what the text is.
     *
     * @return 32 hexadecimal digits, the same for the same text and purpose
     */
    public String pseudonym(String purpose, String text) {
        byte[] own = mac(key.getEncoded(), "pseudonym of " + purpose);
        return HexFormat.of().formatHex(mac(own, text), 0, 16);
    }

    private static byte[] mac(byte[] secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    private byte[] run(int mode, String purpose, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("What is kept for " + purpose + " was altered", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
