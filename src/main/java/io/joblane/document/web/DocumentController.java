package io.joblane.document.web;

import io.joblane.document.DocumentView;
import io.joblane.document.domain.DocumentOffice;
import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import io.joblane.storage.FileAnswer;
import io.joblane.storage.FileBody;
import io.joblane.storage.FileView;
import io.joblane.storage.UploadQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The agents' documents as the office sees them. */
@RestController
@RequestMapping("/api/v1")
@Staff
class DocumentController {
    private final DocumentOffice documents;
    private final Idempotency idempotency;

    DocumentController(DocumentOffice documents, Idempotency idempotency) {
        this.documents = documents;
        this.idempotency = idempotency;
    }

    @GetMapping("/agents/{agentId}/documents")
    Page<DocumentView> list(@PathVariable UUID agentId) {
        return new Page<>(documents.ofAgent(agentId), null);
    }

    @PostMapping("/agents/{agentId}/documents")
    ResponseEntity<?> add(
            @PathVariable UUID agentId, @Valid @RequestBody DocumentBody body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            DocumentView added = documents.add(agentId, body.details());
            return ResponseEntity.created(URI.create("/api/v1/agents/" + agentId + "/documents/" + added.id()))
                    .eTag(Versions.etag(added.version()))
                    .body(added);
        });
    }

    /** It must be looked at again. */
    @PutMapping("/agents/{agentId}/documents/{id}")
    ResponseEntity<DocumentView> change(
            @PathVariable UUID agentId,
            @PathVariable UUID id,
            @Valid @RequestBody DocumentBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(documents.change(agentId, id, body.details(), Versions.expected(ifMatch)));
    }

    /** {@code If-Match} says which state of it somebody has looked at. */
    @PostMapping("/agents/{agentId}/documents/{id}/verification")
    ResponseEntity<DocumentView> verify(
            @PathVariable UUID agentId,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(documents.verify(agentId, id, Versions.required(ifMatch)));
    }

    @DeleteMapping("/agents/{agentId}/documents/{id}")
    ResponseEntity<Void> remove(
            @PathVariable UUID agentId,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        documents.remove(agentId, id, Versions.expected(ifMatch));
        return ResponseEntity.noContent().build();
    }

    /** The body is the file: PDF, JPEG, PNG, WebP or HEIC. It takes the place of an earlier one. */
    @PostMapping("/agents/{agentId}/documents/{id}/file")
    @FileBody
    ResponseEntity<FileView> addFile(
            @PathVariable UUID agentId,
            @PathVariable UUID id,
            @Valid @ParameterObject UploadQuery query,
            HttpServletRequest request)
            throws IOException {
        return FileAnswer.of(documents.addFile(agentId, id, query.upload(request)), "/api/v1/files/");
    }

    /** What expires within so many days, or has expired; the first to expire first. */
    @GetMapping("/documents/expiring")
    Page<DocumentView> expiring(@RequestParam(defaultValue = "30") @Min(0) @Max(3650) int days, PageQuery page) {
        Cursor after = page.after();
        return page.page(
                documents.expiring(
                        days, after == null ? null : day(after), after == null ? null : after.uuid(1), page.fetch()),
                document -> Cursor.of(String.valueOf(document.validUntil()), document.id()));
    }

    private static LocalDate day(Cursor after) {
        try {
            return LocalDate.parse(after.text(0));
        } catch (DateTimeException e) {
            throw Problem.badRequest("invalid_cursor", "\"after\" is not a cursor of this list.");
        }
    }

    private static ResponseEntity<DocumentView> tagged(DocumentView document) {
        return ResponseEntity.ok().eTag(Versions.etag(document.version())).body(document);
    }
}
