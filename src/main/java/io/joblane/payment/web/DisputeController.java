package io.joblane.payment.web;

import io.joblane.http.Cursor;
import io.joblane.http.PageQuery;
import io.joblane.identity.Staff;
import io.joblane.payment.domain.Dispute;
import io.joblane.payment.domain.DisputeStatus;
import io.joblane.payment.domain.Disputes;
import io.joblane.shared.Page;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Disputed payments; an admin decides on them by their tasks. */
@RestController
@RequestMapping("/api/v1/disputes")
@Staff
class DisputeController {
    private final Disputes disputes;

    DisputeController(Disputes disputes) {
        this.disputes = disputes;
    }

    /** The newest first. */
    @GetMapping
    Page<Dispute> list(@RequestParam(required = false) @Nullable DisputeStatus status, PageQuery page) {
        Cursor after = page.after();
        return page.page(
                disputes.page(status, after == null ? null : after.uuid(0), page.fetch()),
                dispute -> Cursor.of(dispute.id()));
    }

    @GetMapping("/{id}")
    Dispute read(@PathVariable UUID id) {
        return disputes.get(id);
    }
}
