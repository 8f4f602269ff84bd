package io.joblane.engine.outbox;

import io.joblane.http.Cursor;
import io.joblane.http.PageQuery;
import io.joblane.identity.Admin;
import io.joblane.shared.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the engine refused, for admins. */
@RestController
@RequestMapping("/api/v1/outbox/dead-letters")
@Admin
class DeadLetterController {
    private final DeadLetters letters;

    DeadLetterController(DeadLetters letters) {
        this.letters = letters;
    }

    record Drop(@NotBlank @Size(max = 500) String reason) {}

    /** The oldest first. */
    @GetMapping
    Page<DeadLetter> list(PageQuery page) {
        Cursor after = page.after();
        return page.page(
                letters.page(after == null ? null : after.number(0), page.fetch()), letter -> Cursor.of(letter.seq()));
    }

    /** Sends it anew, with as many attempts as the first time. */
    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retry(@PathVariable UUID id) {
        letters.retry(id);
    }

    /** Never sends it; what waits behind it goes on. */
    @PostMapping("/{id}/drop")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(@PathVariable UUID id, @Valid @RequestBody Drop why) {
        letters.drop(id, why.reason());
    }
}
