package io.joblane.document.web;

import io.joblane.document.DocumentView;
import io.joblane.document.domain.OwnDocuments;
import io.joblane.http.Idempotency;
import io.joblane.http.Versions;
import io.joblane.identity.AgentOnly;
import io.joblane.shared.Page;
import io.joblane.storage.FileAnswer;
import io.joblane.storage.FileBody;
import io.joblane.storage.FileView;
import io.joblane.storage.UploadQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An agent's own documents. */
@RestController
@RequestMapping("/api/v1/mobile/documents")
@AgentOnly
class MobileDocumentController {
    private final OwnDocuments documents;
    private final Idempotency idempotency;

    MobileDocumentController(OwnDocuments documents, Idempotency idempotency) {
        this.documents = documents;
        this.idempotency = idempotency;
    }

    @GetMapping
    Page<DocumentView> list() {
        return new Page<>(documents.list(), null);
    }

    @PostMapping
    ResponseEntity<?> add(@Valid @RequestBody DocumentBody body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            DocumentView added = documents.add(body.details());
            return ResponseEntity.created(URI.create("/api/v1/mobile/documents/" + added.id()))
                    .eTag(Versions.etag(added.version()))
                    .body(added);
        });
    }

    /** The office must look at it again. */
    @PutMapping("/{id}")
    ResponseEntity<DocumentView> change(
            @PathVariable UUID id,
            @Valid @RequestBody DocumentBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        DocumentView changed = documents.change(id, body.details(), Versions.expected(ifMatch));
        return ResponseEntity.ok().eTag(Versions.etag(changed.version())).body(changed);
    }

    /** The body is the file: PDF, JPEG, PNG, WebP or HEIC. It takes the place of an earlier one. */
    @PostMapping("/{id}/file")
    @FileBody
    ResponseEntity<FileView> addFile(
            @PathVariable UUID id, @Valid @ParameterObject UploadQuery query, HttpServletRequest request)
            throws IOException {
        return FileAnswer.of(documents.addFile(id, query.upload(request)), "/api/v1/mobile/files/");
    }
}
