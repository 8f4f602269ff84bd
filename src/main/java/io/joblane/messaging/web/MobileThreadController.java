package io.joblane.messaging.web;

import io.joblane.http.Cursor;
import io.joblane.http.PageQuery;
import io.joblane.identity.AgentOnly;
import io.joblane.messaging.domain.AgentThreads;
import io.joblane.messaging.domain.MessageView;
import io.joblane.messaging.domain.ThreadView;
import io.joblane.messaging.web.Bodies.AgentThreadBody;
import io.joblane.messaging.web.Bodies.MessageBody;
import io.joblane.messaging.web.Bodies.ReadBody;
import io.joblane.shared.Page;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The signed-in agent's threads. A message's id makes its repetition harmless, so no Idempotency-Key is needed. */
@RestController
@RequestMapping(MobileThreadController.PATH)
@AgentOnly
class MobileThreadController {
    static final String PATH = "/api/v1/mobile/threads";

    private final AgentThreads threads;

    MobileThreadController(AgentThreads threads) {
        this.threads = threads;
    }

    /** The one with the newest message first. */
    @GetMapping
    Page<ThreadView> list(PageQuery page) {
        return page.page(threads.page(page.after(), page.fetch()), thread -> Cursor.of(thread.lastAt(), thread.id()));
    }

    /** The newest first. */
    @GetMapping("/{id}/messages")
    Page<MessageView> messages(@PathVariable UUID id, PageQuery page) {
        return page.page(
                threads.messages(id, ThreadController.before(page), page.fetch()),
                message -> Cursor.of(message.number()));
    }

    @PostMapping
    ResponseEntity<MessageView> write(@Valid @RequestBody AgentThreadBody body) {
        return Bodies.answer(PATH, threads.write(body.topic(), body.letter()));
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
}
