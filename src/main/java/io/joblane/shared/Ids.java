package io.joblane.shared;

import java.security.SecureRandom;
import java.util.UUID;

/** UUID version 7 (RFC 9562, 5.7): the first 48 bits are Unix milliseconds, so that ids made later sort later. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static UUID next() {
        return at(System.currentTimeMillis());
    }

    static UUID at(long epochMillis) {
        long high = (epochMillis << 16) | 0x7000L | (RANDOM.nextLong() & 0x0FFFL);
        long low = 0x8000000000000000L | (RANDOM.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
