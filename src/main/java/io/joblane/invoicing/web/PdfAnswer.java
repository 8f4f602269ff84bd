package io.joblane.invoicing.web;

import io.joblane.invoicing.PdfDocument;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A PDF as the answer to a request. */
final class PdfAnswer {
    private PdfAnswer() {}

    static ResponseEntity<byte[]> of(PdfDocument document) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(document.name())
                                .build()
                                .toString())
                .body(document.content());
    }
}
