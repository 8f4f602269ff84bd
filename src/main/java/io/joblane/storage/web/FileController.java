package io.joblane.storage.web;

import io.joblane.identity.AgentOnly;
import io.joblane.identity.Staff;
import io.joblane.storage.FileView;
import io.joblane.storage.domain.FileDesk;
import io.joblane.storage.domain.FileDesk.Opened;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What somebody sent may be anything a browser would run: it goes out as an attachment, of the type that its content showed,
 * in a sandbox, and to nobody who is not logged in.
 */
@RestController
@RequestMapping("/api/v1")
class FileController {
    private final FileDesk files;

    FileController(FileDesk files) {
        this.files = files;
    }

    @GetMapping("/files/{id}")
    @Staff
    FileView read(@PathVariable UUID id) {
        return files.get(id);
    }

    @GetMapping("/files/{id}/content")
    @Staff
    ResponseEntity<Resource> content(@PathVariable UUID id) {
        return download(files.open(id));
    }

    /** Softly: it is gone from every list, and its content stays in the store. */
    @DeleteMapping("/files/{id}")
    @Staff
    ResponseEntity<Void> remove(@PathVariable UUID id) {
        files.remove(id);
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/mobile/files/{id}/content")
    @AgentOnly
    ResponseEntity<Resource> ownContent(@PathVariable UUID id) {
        return download(files.openOwn(id));
    }

    private static ResponseEntity<Resource> download(Opened opened) {
        FileView file = opened.file();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.contentType()))
                .contentLength(file.size())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .body(new InputStreamResource(opened.content()));
    }
}
