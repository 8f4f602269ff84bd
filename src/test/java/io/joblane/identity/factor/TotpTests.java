package io.joblane.identity.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTests {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B, the rows of SHA-1. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void theCodesOfTheRfc(long seconds, String code) {
        long step = Totp.stepAt(Instant.ofEpochSecond(seconds));

        assertThat(new Totp(8).code(SECRET, step)).isEqualTo(code);
        assertThat(new Totp(6).code(SECRET, step)).isEqualTo(code.substring(2));
    }

    @Test
    void aCodeIsGoodOneStepEitherWay() {
        Totp totp = new Totp(6);
        Instant now = Instant.ofEpochSecond(1_111_111_111);
        long step = Totp.stepAt(now);

        for (long at = step - 3; at <= step + 3; at++) {
            var matched = totp.match(SECRET, totp.code(SECRET, at), now);
            if (Math.abs(at - step) <= 1) {
                assertThat(matched).hasValue(at);
            } else {
                assertThat(matched).isEmpty();
            }
        }
        assertThat(totp.match(SECRET, "", now)).isEmpty();
        assertThat(totp.match(SECRET, "١٢٣٤٥٦", now)).isEmpty();
    }

    /** RFC 4648, section 10, without the padding. */
    @ParameterizedTest
    @CsvSource({"'',''", "f,MY", "fo,MZXQ", "foo,MZXW6", "foob,MZXW6YQ", "fooba,MZXW6YTB", "foobar,MZXW6YTBOI"})
    void base32OfTheRfc(String text, String encoded) {
        assertThat(Base32.encode(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
    }
}
