package io.joblane.invoicing.paper;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import io.joblane.invoicing.Iban;
import io.joblane.invoicing.Seller;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.openpdf.text.Image;

/** The QR code of the European Payments Council (EPC069-12, version 2), with which a banking app fills in a SEPA transfer. */
public final class TransferCode {
    private static final BigDecimal MOST = new BigDecimal("999999999.99");
    private static final int NAME_LENGTH = 70;
    private static final int TEXT_LENGTH = 140;

    private TransferCode() {}

    /** Empty where there is none: another currency than the euro, no valid account number, or nothing to be paid. */
    public static Optional<String> text(
            Seller seller, String name, BigDecimal amount, String currency, String reference) {
        if (!"EUR".equals(currency)
                || !Iban.isValid(seller.iban())
                || amount.signum() <= 0
                || amount.compareTo(MOST) > 0) {
            return Optional.empty();
        }
        return Optional.of(String.join(
                "\n",
                "BCD",
                "002",
                "1",
                "SCT",
                seller.bic().strip(),
                cut(name, NAME_LENGTH),
                Iban.plain(seller.iban()),
                "EUR" + amount.setScale(2).toPlainString(),
                "",
                "",
                cut(reference, TEXT_LENGTH)));
    }

    /** One dot a module; it is scaled when it is printed. */
    public static Image image(String text) {
        BitMatrix dots = dots(text);
        BufferedImage picture = new BufferedImage(dots.getWidth(), dots.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < dots.getHeight(); y++) {
            for (int x = 0; x < dots.getWidth(); x++) {
                picture.setRGB(x, y, (dots.get(x, y) ? Color.BLACK : Color.WHITE).getRGB());
            }
        }
        try {
            return Image.getInstance(picture, null, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True is black; without a rim, for which the paper has room. */
    static BitMatrix dots(String text) {
        try {
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.CHARACTER_SET,
                                    "UTF-8",
                                    EncodeHintType.MARGIN,
                                    0));
        } catch (WriterException e) {
            throw new IllegalStateException("A text of " + text.length() + " characters fits a QR code", e);
        }
    }

    private static String cut(String text, int length) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= length ? line : line.substring(0, length);
    }
}
