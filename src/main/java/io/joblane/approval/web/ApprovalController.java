package io.joblane.approval.web;

import io.joblane.approval.ApprovalState;
import io.joblane.approval.domain.ApprovalDesk.Answer;
import io.joblane.approval.domain.ApprovalDesk.Decided;
import io.joblane.approval.domain.ApprovalFilter;
import io.joblane.approval.domain.ApprovalService;
import io.joblane.approval.domain.ApprovalService.Whole;
import io.joblane.approval.domain.ApprovalView;
import io.joblane.approval.domain.CommentView;
import io.joblane.approval.web.ApprovalRequests.BulkBody;
import io.joblane.approval.web.ApprovalRequests.CommentBody;
import io.joblane.approval.web.ApprovalRequests.DecisionBody;
import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Requests: whoever is in the office sees those of their groups and their own, an agent their own. */
@RestController
@RequestMapping("/api/v1/approvals")
@Office
class ApprovalController {
    private final ApprovalService approvals;
    private final Idempotency idempotency;

    ApprovalController(ApprovalService approvals, Idempotency idempotency) {
        this.approvals = approvals;
        this.idempotency = idempotency;
    }

    /** @param result {@code done} or {@code already_done} */
    record DecisionAnswer(String result, ApprovalState state) {}

    /** @param result {@code done}, {@code already_done} or {@code refused}; then {@code code} and {@code detail} say why */
    record ItemAnswer(
            UUID id,
            String result,
            @Nullable ApprovalState state,
            @Nullable String code,
            @Nullable String detail) {}

    record BulkAnswer(List<ItemAnswer> items) {}

    /** The newest first. {@code mine}: only those that one submitted oneself. */
    @GetMapping
    Page<ApprovalView> list(
            @RequestParam(required = false) @Nullable ApprovalState state,
            @RequestParam(required = false) @Size(max = 50) @Nullable String type,
            @RequestParam(required = false) @Nullable UUID targetId,
            @RequestParam(defaultValue = "false") boolean mine,
            PageQuery page) {
        Cursor after = page.after();
        return page.page(
                approvals.page(
                        new ApprovalFilter(state, type, targetId, mine),
                        after == null ? null : after.uuid(0),
                        page.fetch()),
                each -> Cursor.of(each.id()));
    }

    @GetMapping("/{id}")
    @PreAuthorize(ApprovalService.ANYBODY)
    ResponseEntity<Whole> get(@PathVariable UUID id) {
        Whole whole = approvals.get(id);
        return ResponseEntity.ok()
                .eTag(Versions.etag(whole.request().version()))
                .body(whole);
    }

    /** A repetition by the same person is answered with {@code already_done}. */
    @PostMapping("/{id}/decision")
    @Staff
    DecisionAnswer decide(@PathVariable UUID id, @Valid @RequestBody DecisionBody body) {
        Decided decided = approvals.decide(id, body.answer());
        return new DecisionAnswer(LowerCase.of(decided.kind()), decided.state());
    }

    /** The same decision on many requests, each on its own: one that is refused keeps no other back. */
    @PostMapping("/decisions")
    @Staff
    BulkAnswer decideAll(@Valid @RequestBody BulkBody body) {
        Answer answer = new Answer(body.decision(), body.note(), null, null);
        return new BulkAnswer(
                body.ids().stream().distinct().map(id -> decideOne(id, answer)).toList());
    }

    private ItemAnswer decideOne(UUID id, Answer answer) {
        try {
            Decided decided = approvals.decide(id, answer);
            return new ItemAnswer(id, LowerCase.of(decided.kind()), decided.state(), null, null);
        } catch (Problem refused) {
            return new ItemAnswer(id, "refused", null, refused.code(), refused.detail());
        }
    }

    /** What who submitted it writes while a question is open is the answer to it. */
    @PostMapping("/{id}/comments")
    @PreAuthorize(ApprovalService.ANYBODY)
    ResponseEntity<?> comment(@PathVariable UUID id, @Valid @RequestBody CommentBody body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            CommentView said = approvals.comment(id, body.text());
            return ResponseEntity.created(URI.create("/api/v1/approvals/" + id)).body(said);
        });
    }

    /** A repetition changes nothing. */
    @PostMapping("/{id}/withdraw")
    @PreAuthorize(ApprovalService.ANYBODY)
    ResponseEntity<Whole> withdraw(@PathVariable UUID id) {
        approvals.withdraw(id);
        return get(id);
    }
}
