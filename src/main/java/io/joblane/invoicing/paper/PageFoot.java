package io.joblane.invoicing.paper;

import io.joblane.invoicing.Seller;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfWriter;

/** At the end of every page: who the company is to the tax office, and the page's number. */
final class PageFoot extends PdfPageEventHelper {
    private static final Color GREY = new Color(0x77, 0x77, 0x77);

    private final Seller seller;
    private final Words words;

    PageFoot(Seller seller, Words words) {
        this.seller = seller;
        this.words = words;
    }

    @Override
    public void onEndPage(PdfWriter writer, Document document) {
        List<String> parts = new ArrayList<>();
        if (!seller.taxNumber().isBlank()) {
            parts.add(words.text("taxNumber") + " " + seller.taxNumber());
        }
        if (!seller.footer().isBlank()) {
            parts.add(seller.footer()
                    .lines()
                    .map(String::strip)
                    .reduce((a, b) -> a + " · " + b)
                    .orElse(""));
        }
        Font font = Typeface.plain(7.5f, GREY);
        float middle = (document.left() + document.right()) / 2;
        ColumnText.showTextAligned(
                writer.getDirectContent(),
                Element.ALIGN_CENTER,
                new Phrase(String.join(" · ", parts), font),
                middle,
                document.bottom() - 18,
                0);
        ColumnText.showTextAligned(
                writer.getDirectContent(),
                Element.ALIGN_CENTER,
                new Phrase(words.text("page") + " " + writer.getPageNumber(), font),
                middle,
                document.bottom() - 30,
                0);
    }
}
