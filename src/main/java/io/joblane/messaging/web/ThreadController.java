package io.joblane.messaging.web;

import io.joblane.http.Cursor;
import io.joblane.http.PageQuery;
import io.joblane.identity.Staff;
import io.joblane.messaging.domain.MessageView;
import io.joblane.messaging.domain.OfficeThreads;
import io.joblane.messaging.domain.ThreadFilter;
import io.joblane.messaging.domain.ThreadView;
import io.joblane.messaging.web.Bodies.MessageBody;
import io.joblane.messaging.web.Bodies.OfficeThreadBody;
import io.joblane.messaging.web.Bodies.ReadBody;
import io.joblane.shared.Page;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** All threads, for dispatch. A message's id makes its repetition harmless, so no Idempotency-Key is needed. */
@RestController
@RequestMapping(ThreadController.PATH)
@Staff
class ThreadController {
    static final String PATH = "/api/v1/threads";

    private final OfficeThreads threads;

    ThreadController(OfficeThreads threads) {
        this.threads = threads;
    }

    /** The one with the newest message first. */
    @GetMapping
    Page<ThreadView> list(
            @RequestParam(required = false) @Nullable Boolean unread,
            @RequestParam(required = false) @Nullable UUID agentId,
            @RequestParam(required = false) @Nullable UUID bookingId,
            @RequestParam(required = false) @Nullable UUID jobId,
            PageQuery page) {
        return page.page(
                threads.page(new ThreadFilter(unread, agentId, bookingId, jobId), page.after(), page.fetch()),
                thread -> Cursor.of(thread.lastAt(), thread.id()));
    }

    @GetMapping("/{id}")
    ThreadView get(@PathVariable UUID id) {
        return threads.get(id);
    }

    /** The newest first. */
    @GetMapping("/{id}/messages")
    Page<MessageView> messages(@PathVariable UUID id, PageQuery page) {
        return page.page(threads.messages(id, before(page), page.fetch()), message -> Cursor.of(message.number()));
    }

    @PostMapping
    ResponseEntity<MessageView> write(@Valid @RequestBody OfficeThreadBody body) {
        return Bodies.answer(PATH, threads.write(body.agentId(), body.topic(), body.letter()));
    }

    @PostMapping("/{id}/messages")
    ResponseEntity<MessageView> reply(@PathVariable UUID id, @Valid @RequestBody MessageBody body) {
        return Bodies.answer(PATH, threads.reply(id, body.letter()));
    }

    @PutMapping("/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void markRead(@PathVariable UUID id, @Valid @RequestBody ReadBody body) {
        threads.markRead(id, body.upTo());
    }

    static @Nullable Integer before(PageQuery page) {
        Cursor after = page.after();
        return after == null ? null : Math.clamp(after.number(0), 0, Integer.MAX_VALUE);
    }
}
