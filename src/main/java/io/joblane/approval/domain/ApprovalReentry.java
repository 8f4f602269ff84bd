package io.joblane.approval.domain;

import io.joblane.engine.Reentry;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Puts the requests that nobody has decided before their approvers again, and goes on with those that are still to be applied. */
@Component
class ApprovalReentry implements Reentry {
    private final ApprovalBook book;

    ApprovalReentry(ApprovalBook book) {
        this.book = book;
    }

    @Override
    public int startAgain() {
        List<UUID> open = book.open();
        open.forEach(book::startProcess);
        return open.size();
    }
}
