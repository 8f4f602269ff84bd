package io.joblane.invoicing.paper;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.openpdf.text.DocumentException;
import org.openpdf.text.Font;
import org.openpdf.text.pdf.BaseFont;

/**
 * Liberation Sans, which openpdf brings along and which is put into the file: Latin with all accents, Greek, Cyrillic. It has no
 * Arabic, Hebrew, Indic or East Asian letters; those are left out of the paper.
 */
final class Typeface {
    private static final String FILE = "font-fallback/LiberationSans-Regular.ttf";
    private static final BaseFont BASE = load();

    private Typeface() {}

    static Font plain(float size) {
        return plain(size, Color.BLACK);
    }

    static Font plain(float size, Color colour) {
        return new Font(BASE, size, Font.NORMAL, colour);
    }

    /** The same letters drawn with a thicker stroke: there is no second file to put in. */
    static Font bold(float size, Color colour) {
        return new Font(BASE, size, Font.BOLD, colour);
    }

    private static BaseFont load() {
        try (InputStream file = BaseFont.class.getClassLoader().getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not on the class path: openpdf used to bring it along");
            }
            return BaseFont.createFont(FILE, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, true, file.readAllBytes(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DocumentException e) {
            throw new IllegalStateException(e);
        }
    }
}
