package io.joblane.notification.web;

import io.joblane.http.Cursor;
import io.joblane.http.PageQuery;
import io.joblane.identity.AgentOnly;
import io.joblane.identity.Staff;
import io.joblane.notification.domain.Notice;
import io.joblane.notification.domain.NoticeBoard;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import io.joblane.workforce.SignedInAgent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** An agent reads their own messages, a dispatcher those of one booking. */
@RestController
@RequestMapping("/api/v1/notifications")
class NotificationController {
    private final NoticeBoard notices;
    private final SignedInAgent self;

    NotificationController(NoticeBoard notices, SignedInAgent self) {
        this.notices = notices;
        this.self = self;
    }

    @GetMapping(params = "!bookingId")
    @AgentOnly
    Page<Notice> own(PageQuery page) {
        return page.page(notices.ofAgent(self.get().id(), after(page), page.fetch()), NotificationController::cursor);
    }

    @GetMapping(params = "bookingId")
    @Staff
    Page<Notice> ofBooking(@RequestParam UUID bookingId, PageQuery page) {
        return page.page(notices.ofBooking(bookingId, after(page), page.fetch()), NotificationController::cursor);
    }

    @PutMapping("/{id}/read")
    @AgentOnly
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void markRead(@PathVariable UUID id) {
        if (!notices.markRead(id, self.get().id())) {
            throw Problem.notFound("notification_unknown", "There is no such message of yours.");
        }
    }

    private static @Nullable UUID after(PageQuery page) {
        Cursor cursor = page.after();
        return cursor == null ? null : cursor.uuid(0);
    }

    private static String cursor(Notice notice) {
        return Cursor.of(notice.id());
    }
}
