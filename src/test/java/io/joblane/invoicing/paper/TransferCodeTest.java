package io.joblane.invoicing.paper;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.joblane.invoicing.Seller;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TransferCodeTest {
    private static final Seller SELLER =
            new Seller("Acme Transfers GmbH", "", "", "", "", "DE89 3704 0044 0532 0130 00", "COBADEFFXXX", "");
    private static final BigDecimal AMOUNT = new BigDecimal("1190.00");

    @Test
    void theTextIsThatOfTheEuropeanPaymentsCouncilAndCanBeRead() throws Exception {
        String text = TransferCode.text(SELLER, "Acme Transfers GmbH", AMOUNT, "EUR", "2101-000001")
                .orElseThrow();
        assertThat(text)
                .isEqualTo(
                        "BCD\n002\n1\nSCT\nCOBADEFFXXX\nAcme Transfers GmbH\nDE89370400440532013000\nEUR1190.00\n\n\n2101-000001");
        assertThat(read(text)).isEqualTo(text);
    }

    @Test
    void whatNoBankingAppCouldPayHasNone() {
        assertThat(TransferCode.text(SELLER, "A", AMOUNT, "USD", "1")).isEmpty();
        assertThat(TransferCode.text(SELLER, "A", BigDecimal.ZERO, "EUR", "1")).isEmpty();
        assertThat(TransferCode.text(SELLER, "A", new BigDecimal("1000000000"), "EUR", "1"))
                .isEmpty();
        assertThat(TransferCode.text(Seller.UNKNOWN, "A", AMOUNT, "EUR", "1")).isEmpty();
    }

    @Test
    void longNamesAreCut() {
        String text = TransferCode.text(SELLER, "N".repeat(90), AMOUNT, "EUR", "r\nr" + "x".repeat(200))
                .orElseThrow();
        assertThat(text.split("\n")[5]).hasSize(70);
        assertThat(text.split("\n")[10]).hasSize(140).startsWith("r rx");
    }

    /** A reader wants a white rim, and dots of more than one pixel. */
    private static String read(String text) throws Exception {
        BitMatrix dots = TransferCode.dots(text);
        int scale = 4;
        int rim = 16;
        int side = dots.getWidth() * scale + 2 * rim;
        int[] pixels = new int[side * side];
        Arrays.fill(pixels, 0xffffff);
        for (int y = 0; y < side - 2 * rim; y++) {
            for (int x = 0; x < side - 2 * rim; x++) {
                if (dots.get(x / scale, y / scale)) {
                    pixels[(y + rim) * side + x + rim] = 0;
                }
            }
        }
        var source = new RGBLuminanceSource(side, side, pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }
}
