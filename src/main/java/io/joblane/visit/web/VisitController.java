package io.joblane.visit.web;

import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import io.joblane.storage.FileView;
import io.joblane.visit.VisitNote;
import io.joblane.visit.VisitView;
import io.joblane.visit.domain.JobFiles;
import io.joblane.visit.domain.VisitBoard;
import io.joblane.visit.domain.VisitNotes;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the office sees of a job's site. */
@RestController
@RequestMapping("/api/v1/jobs/{id}")
@Staff
class VisitController {
    private final VisitBoard visits;
    private final JobFiles files;
    private final VisitNotes notes;

    VisitController(VisitBoard visits, JobFiles files, VisitNotes notes) {
        this.visits = visits;
        this.files = files;
        this.notes = notes;
    }

    /** Everybody who goes, went or was to go: check-in, where it was, check-out. */
    @GetMapping("/visits")
    Page<VisitView> visits(@PathVariable UUID id) {
        return new Page<>(visits.of(id), null);
    }

    /** Oldest first. */
    @GetMapping("/files")
    Page<FileView> files(@PathVariable UUID id) {
        return new Page<>(files.of(id), null);
    }

    /** Oldest first. */
    @GetMapping("/notes")
    Page<VisitNote> notes(@PathVariable UUID id) {
        return new Page<>(notes.of(id), null);
    }
}
