package io.joblane.evidence;

import io.joblane.identity.AgentOnly;
import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import io.joblane.storage.FileAnswer;
import io.joblane.storage.FileBody;
import io.joblane.storage.FileView;
import io.joblane.storage.UploadQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.io.IOException;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class TripFileController {
    private final TripFiles files;

    TripFileController(TripFiles files) {
        this.files = files;
    }

    /** The body is the photo: JPEG, PNG, WebP or HEIC. A second time with the same id is answered with what was kept. */
    @PostMapping("/mobile/bookings/{id}/photos")
    @AgentOnly
    @FileBody
    ResponseEntity<FileView> addPhoto(
            @PathVariable UUID id, @Valid @ParameterObject UploadQuery query, HttpServletRequest request)
            throws IOException {
        return FileAnswer.of(files.addPhoto(id, query.upload(request)), "/api/v1/mobile/files/");
    }

    /** The body is the picture of the signature: PNG, JPEG or WebP. It takes the place of an earlier one. */
    @PostMapping("/mobile/bookings/{id}/signature")
    @AgentOnly
    @FileBody
    ResponseEntity<FileView> addSignature(
            @PathVariable UUID id, @Valid @ParameterObject UploadQuery query, HttpServletRequest request)
            throws IOException {
        return FileAnswer.of(files.addSignature(id, query.upload(request)), "/api/v1/mobile/files/");
    }

    /** The agent's own files of the trip, oldest first. */
    @GetMapping("/mobile/bookings/{id}/files")
    @AgentOnly
    Page<FileView> own(@PathVariable UUID id) {
        return new Page<>(files.ofOwn(id), null);
    }

    /** Oldest first. */
    @GetMapping("/bookings/{id}/files")
    @Staff
    Page<FileView> list(@PathVariable UUID id) {
        return new Page<>(files.of(id), null);
    }
}
