package io.joblane.notification.web;

import io.joblane.context.CurrentActor;
import io.joblane.http.Cursor;
import io.joblane.http.PageQuery;
import io.joblane.identity.Office;
import io.joblane.notification.domain.Notice;
import io.joblane.notification.domain.NoticeBoard;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Somebody in the office reads their own messages. */
@RestController
@RequestMapping("/api/v1/notifications/office")
@Office
class OfficeNotificationController {
    private final NoticeBoard notices;

    OfficeNotificationController(NoticeBoard notices) {
        this.notices = notices;
    }

    /** The newest first. */
    @GetMapping
    Page<Notice> own(PageQuery page) {
        Cursor after = page.after();
        return page.page(
                notices.ofOffice(user(), after == null ? null : after.uuid(0), page.fetch()),
                notice -> Cursor.of(notice.id()));
    }

    @PutMapping("/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void markRead(@PathVariable UUID id) {
        if (!notices.markReadByOffice(id, user())) {
            throw Problem.notFound("notification_unknown", "There is no such message of yours.");
        }
    }

    private static UUID user() {
        return Objects.requireNonNull(CurrentActor.get().userId(), "only who is signed in comes here");
    }
}
