package io.joblane.sales.web;

import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.identity.Office;
import io.joblane.sales.domain.Dormancies;
import io.joblane.sales.domain.Dormancy;
import io.joblane.sales.web.SalesRequests.NoteBody;
import io.joblane.shared.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Customers who have booked nothing for long. */
@RestController
@RequestMapping("/api/v1/dormancies")
@Office
class DormancyController {
    private final Dormancies dormancies;
    private final Idempotency idempotency;

    DormancyController(Dormancies dormancies, Idempotency idempotency) {
        this.dormancies = dormancies;
        this.idempotency = idempotency;
    }

    /** The newest first; {@code all}: also those who have booked again. */
    @GetMapping
    Page<Dormancy> list(@RequestParam(defaultValue = "false") boolean all, PageQuery page) {
        Cursor after = page.after();
        return page.page(
                dormancies.page(!all, after == null ? null : after.uuid(0), page.fetch()),
                dormancy -> Cursor.of(dormancy.id()));
    }

    /** What was found out, for the weekly report. */
    @PostMapping("/{id}/notes")
    ResponseEntity<?> note(@PathVariable UUID id, @Valid @RequestBody NoteBody body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            Dormancy noted = dormancies.note(id, body.text().strip());
            return ResponseEntity.created(URI.create("/api/v1/dormancies")).body(noted);
        });
    }
}
