package io.joblane.invoicing.paper;

import io.joblane.company.Branding;
import io.joblane.company.Company;
import io.joblane.invoicing.Iban;
import io.joblane.invoicing.Party;
import io.joblane.invoicing.Seller;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.Image;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfWriter;

/** An A4 paper of a company that is filled from top to bottom and then taken with {@link #finish}. Not for two threads. */
public final class Sheet {
    private static final float MARGIN = 56;
    private static final float LOGO_WIDTH = 160;
    private static final float LOGO_HEIGHT = 56;
    private static final Color GREY = new Color(0x55, 0x55, 0x55);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 15);
    private final Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN + 24);
    private final Company company;
    private final Seller seller;
    private final Color colour;

    /** @param logo a picture, or null */
    public Sheet(Company company, Seller seller, Words words, String title, byte @Nullable [] logo) {
        this.company = company;
        this.seller = seller;
        this.colour = colour(company.branding());
        PdfWriter writer = PdfWriter.getInstance(document, bytes);
        writer.setPageEvent(new PageFoot(seller, words));
        document.addTitle(title);
        document.addCreator("Joblane");
        document.open();
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString(company.locale()));
        head(logo);
    }

    /** The company's own name where it has set no other. */
    public static String name(Company company, Seller seller) {
        return seller.legalName().isBlank() ? company.name() : seller.legalName();
    }

    private void head(byte @Nullable [] logo) {
        PdfPTable table = table(new float[] {1, 1});
        table.addCell(
                logo == null ? text(company.name(), Typeface.bold(18, colour), Element.ALIGN_LEFT) : picture(logo));
        List<String> lines = new ArrayList<>(List.of(name(company, seller)));
        seller.address().lines().forEach(lines::add);
        lines.add(seller.phone());
        lines.add(seller.email());
        lines.removeIf(String::isBlank);
        table.addCell(text(String.join("\n", lines), Typeface.plain(9, GREY), Element.ALIGN_RIGHT));
        document.add(table);
        rule();
    }

    private PdfPCell picture(byte[] logo) {
        try {
            Image image = Image.getInstance(logo);
            image.scaleToFit(LOGO_WIDTH, LOGO_HEIGHT);
            PdfPCell cell = new PdfPCell(image, false);
            cell.setBorder(Rectangle.NO_BORDER);
            return cell;
        } catch (IOException e) {
            throw new IllegalStateException("The logo was checked when it was set and cannot be read now", e);
        }
    }

    private void rule() {
        PdfPTable line = table(new float[] {1});
        PdfPCell cell = new PdfPCell(new Phrase(""));
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderColor(colour);
        cell.setBorderWidth(2);
        cell.setFixedHeight(10);
        line.addCell(cell);
        document.add(line);
    }

    /** To whom the paper goes, and beside it what it is: facts with their names, in order. */
    public void opening(Party recipient, String title, Map<String, String> facts) {
        PdfPTable table = table(new float[] {55, 45});
        table.setSpacingBefore(24);
        StringBuilder who = new StringBuilder(recipient.name());
        recipient.address().lines().forEach(line -> who.append('\n').append(line));
        if (!recipient.taxNumber().isBlank()) {
            who.append('\n').append(recipient.taxNumber());
        }
        table.addCell(text(who.toString(), Typeface.plain(10), Element.ALIGN_LEFT));
        PdfPTable named = new PdfPTable(new float[] {1, 1});
        facts.forEach((name, value) -> {
            named.addCell(text(name, Typeface.plain(9, GREY), Element.ALIGN_LEFT));
            named.addCell(text(value, Typeface.plain(9), Element.ALIGN_RIGHT));
        });
        PdfPCell right = new PdfPCell(named);
        right.setBorder(Rectangle.NO_BORDER);
        table.addCell(right);
        document.add(table);
        Paragraph heading = new Paragraph(title, Typeface.bold(16, colour));
        heading.setSpacingBefore(22);
        heading.setSpacingAfter(8);
        document.add(heading);
    }

    /**
     * A table whose head is repeated on every page.
     *
     * @param numbers how many of the last columns are numbers, which stand on the right
     */
    public void lines(float[] widths, List<String> head, int numbers, List<List<String>> rows) {
        PdfPTable table = table(widths);
        table.setHeaderRows(1);
        int texts = head.size() - numbers;
        for (int i = 0; i < head.size(); i++) {
            PdfPCell cell = text(
                    head.get(i), Typeface.bold(9, onColour()), i < texts ? Element.ALIGN_LEFT : Element.ALIGN_RIGHT);
            cell.setBackgroundColor(colour);
            cell.setPadding(5);
            table.addCell(cell);
        }
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                PdfPCell cell =
                        text(row.get(i), Typeface.plain(9), i < texts ? Element.ALIGN_LEFT : Element.ALIGN_RIGHT);
                cell.setBorder(Rectangle.BOTTOM);
                cell.setBorderColor(new Color(0xdd, 0xdd, 0xdd));
                cell.setPadding(5);
                table.addCell(cell);
            }
        }
        document.add(table);
    }

    /** Sums on the right, the last of them the one that counts. */
    public void totals(Map<String, String> sums) {
        PdfPTable table = new PdfPTable(new float[] {60, 40});
        table.setWidthPercentage(50);
        table.setHorizontalAlignment(Element.ALIGN_RIGHT);
        table.setSpacingBefore(8);
        table.setKeepTogether(true);
        int left = sums.size();
        for (Map.Entry<String, String> sum : sums.entrySet()) {
            left--;
            Font font = left == 0 ? Typeface.bold(11, colour) : Typeface.plain(9);
            table.addCell(text(sum.getKey(), font, Element.ALIGN_LEFT));
            table.addCell(text(sum.getValue(), font, Element.ALIGN_RIGHT));
        }
        document.add(table);
    }

    public void paragraph(String text) {
        Paragraph paragraph = new Paragraph(text, Typeface.plain(9));
        paragraph.setSpacingBefore(12);
        document.add(paragraph);
    }

    /** How to transfer the money, with a code that a banking app reads. */
    public void payment(String text, Image code) {
        PdfPTable table = table(new float[] {110, 373});
        table.setSpacingBefore(14);
        table.setKeepTogether(true);
        code.scaleToFit(96, 96);
        PdfPCell picture = new PdfPCell(code, false);
        picture.setBorder(Rectangle.NO_BORDER);
        table.addCell(picture);
        PdfPCell words = text(text, Typeface.plain(9), Element.ALIGN_LEFT);
        words.setVerticalAlignment(Element.ALIGN_MIDDLE);
        table.addCell(words);
        document.add(table);
    }

    public byte[] finish() {
        document.close();
        return bytes.toByteArray();
    }

    private static PdfPTable table(float[] widths) {
        PdfPTable table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        return table;
    }

    static PdfPCell text(String text, Font font, int alignment) {
        PdfPCell cell = new PdfPCell(new Phrase(text, font));
        cell.setBorder(Rectangle.NO_BORDER);
        cell.setHorizontalAlignment(alignment);
        cell.setLeading(0, 1.3f);
        return cell;
    }

    /** White or black, whichever can be read on the company's colour. */
    private Color onColour() {
        double light = 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
        return light > 150 ? Color.BLACK : Color.WHITE;
    }

    private static Color colour(Branding branding) {
        Color wanted = Color.decode(branding.primary());
        double light = 0.299 * wanted.getRed() + 0.587 * wanted.getGreen() + 0.114 * wanted.getBlue();
        // A heading in a colour that is nearly white could not be read on paper.
        return light > 200 ? Color.decode(Branding.DEFAULT.primary()) : wanted;
    }

    /** An account number as people read it, with the bank's where there is one. */
    public static String account(Seller seller) {
        return Iban.grouped(seller.iban()) + (seller.bic().isBlank() ? "" : " (" + seller.bic() + ")");
    }
}
