package io.joblane.visit.web;

import io.joblane.identity.AgentOnly;
import io.joblane.shared.Page;
import io.joblane.storage.FileAnswer;
import io.joblane.storage.FileBody;
import io.joblane.storage.FileView;
import io.joblane.storage.UploadQuery;
import io.joblane.visit.VisitNote;
import io.joblane.visit.domain.JobFiles;
import io.joblane.visit.domain.VisitNotes;
import io.joblane.visit.domain.VisitNotes.Written;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an agent brings from the site of a job. Check-in and check-out are tasks. */
@RestController
@RequestMapping("/api/v1/mobile/jobs/{id}")
@AgentOnly
class MobileVisitController {
    private static final String FILES = "/api/v1/mobile/files/";

    private final JobFiles files;
    private final VisitNotes notes;

    MobileVisitController(JobFiles files, VisitNotes notes) {
        this.files = files;
        this.notes = notes;
    }

    /** The body is the photo: JPEG, PNG, WebP or HEIC. A second time with the same id is answered with what was kept. */
    @PostMapping("/photos")
    @FileBody
    ResponseEntity<FileView> addPhoto(
            @PathVariable UUID id, @Valid @ParameterObject UploadQuery query, HttpServletRequest request)
            throws IOException {
        return FileAnswer.of(files.addPhoto(id, query.upload(request)), FILES);
    }

    /** The body is the picture of the customer's signature: PNG, JPEG or WebP. It takes the place of an earlier one. */
    @PostMapping("/signature")
    @FileBody
    ResponseEntity<FileView> addSignature(
            @PathVariable UUID id, @Valid @ParameterObject UploadQuery query, HttpServletRequest request)
            throws IOException {
        return FileAnswer.of(files.addSignature(id, query.upload(request)), FILES);
    }

    /** The agent's own files of the job, oldest first. */
    @GetMapping("/files")
    Page<FileView> ownFiles(@PathVariable UUID id) {
        return new Page<>(files.ofOwn(id), null);
    }

    /** A second time with the same id is answered with what was kept. */
    @PostMapping("/notes")
    ResponseEntity<VisitNote> write(@PathVariable UUID id, @Valid @RequestBody NoteRequest body) {
        Written written = notes.write(id, body.id(), body.occurredAt(), body.text());
        return ResponseEntity.status(written.added() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(written.note());
    }

    /** The agent's own notes of the job, oldest first. */
    @GetMapping("/notes")
    Page<VisitNote> ownNotes(@PathVariable UUID id) {
        return new Page<>(notes.ofOwn(id), null);
    }

    /**
     * @param id made by the phone, new for each note and the same in its repetitions
     * @param occurredAt when it was written
     */
    record NoteRequest(
            @NotNull UUID id,
            @NotNull Instant occurredAt,
            @NotBlank @Size(max = 2000) String text) {}
}
