package io.joblane.invoicing;

/**
 * A PDF.
 *
 * @param name of the file, with its ending
 */
@SuppressWarnings("ArrayRecordComponent")
public record PdfDocument(String name, byte[] content) {
    public static final String TYPE = "application/pdf";
}
