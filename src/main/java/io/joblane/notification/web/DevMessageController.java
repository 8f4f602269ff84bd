package io.joblane.notification.web;

import io.joblane.identity.Staff;
import io.joblane.notification.delivery.DevMessages;
import io.joblane.notification.delivery.Showcase;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** In demo mode: the messages that would have gone out, had their channels been set up. */
@RestController
@RequestMapping("/api/v1/dev/messages")
@ConditionalOnBooleanProperty("joblane.demo")
@Staff
class DevMessageController {
    private final DevMessages messages;

    DevMessageController(DevMessages messages) {
        this.messages = messages;
    }

    record Messages(List<Showcase.Shown> items) {}

    /** The newest first, 200 at most, since the start. */
    @GetMapping
    Messages list() {
        return new Messages(messages.all());
    }
}
