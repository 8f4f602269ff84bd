package io.joblane.identity.factor;

import java.io.ByteArrayOutputStream;
import java.time.Instant;

/** What somebody's phone shows: it was given the secret in base32. */
public final class Authenticator {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private final byte[] secret;

    public Authenticator(String base32) {
        this.secret = decode(base32);
    }

    public String code(Instant at) {
        return new Totp(6).code(secret, Totp.stepAt(at));
    }

    private static byte[] decode(String base32) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int held = 0;
        for (char c : base32.toCharArray()) {
            buffer = buffer << 5 | ALPHABET.indexOf(c);
            held += 5;
            if (held >= 8) {
                held -= 8;
                bytes.write(buffer >> held & 0xff);
                buffer &= (1 << held) - 1;
            }
        }
        return bytes.toByteArray();
    }
}
