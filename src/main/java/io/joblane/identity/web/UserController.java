package io.joblane.identity.web;

import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Admin;
import io.joblane.identity.Role;
import io.joblane.identity.member.MemberFilter;
import io.joblane.identity.member.MemberStatus;
import io.joblane.identity.member.MemberView;
import io.joblane.identity.member.Members;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A company's people, for its admins. */
@RestController
@RequestMapping("/api/v1/users")
@Admin
class UserController {
    private final Members members;
    private final Idempotency idempotency;

    UserController(Members members, Idempotency idempotency) {
        this.members = members;
        this.idempotency = idempotency;
    }

    record InvitationRequest(
            @NotBlank @Size(max = 254) String email,
            @NotBlank @Size(max = 200) String name,
            @NotNull Role role) {}

    /** A field that is missing or null stays as it is. */
    record ChangeRequest(@Nullable Role role, @Nullable Boolean active) {}

    /** @param link to pass on, where nothing else delivers it; given this once, so null in a repetition */
    record InvitedResponse(
            MemberView user, boolean delivered, @Nullable String link, Instant expiresAt) {
        static InvitedResponse of(Members.Invited invited) {
            return new InvitedResponse(
                    invited.member(),
                    invited.delivered(),
                    invited.delivered() ? null : invited.link().url(),
                    invited.link().expiresAt());
        }

        InvitedResponse withoutLink() {
            return new InvitedResponse(user, delivered, null, expiresAt);
        }

        @Override
        public String toString() {
            return "InvitedResponse of " + user.id();
        }
    }

    /** @param link to pass on, where nothing else delivers it; else null */
    record ResetResponse(boolean delivered, @Nullable String link, Instant expiresAt) {
        @Override
        public String toString() {
            return "ResetResponse";
        }
    }

    /** By name. */
    @GetMapping
    Page<MemberView> list(
            @RequestParam(required = false) @Nullable Role role,
            @RequestParam(required = false) @Nullable MemberStatus status,
            @RequestParam(required = false) @Size(max = 200) @Nullable String q,
            PageQuery page) {
        return page.page(
                members.list(new MemberFilter(role, status, q), page), member -> Cursor.of(member.name(), member.id()));
    }

    @GetMapping("/{id}")
    ResponseEntity<MemberView> read(@PathVariable UUID id) {
        return tagged(members.get(id));
    }

    /** The link is in this answer only: what is kept for a repetition is the answer without it. */
    @PostMapping
    ResponseEntity<?> invite(@Valid @RequestBody InvitationRequest body, HttpServletRequest request) {
        AtomicReference<Members.@Nullable Invited> fresh = new AtomicReference<>();
        ResponseEntity<?> answer = idempotency.once(request, body, () -> {
            Members.Invited invited = members.invite(body.email(), body.name(), body.role());
            fresh.set(invited);
            return ResponseEntity.created(
                            URI.create("/api/v1/users/" + invited.member().id()))
                    .eTag(Versions.etag(invited.member().version()))
                    .body(InvitedResponse.of(invited).withoutLink());
        });
        Members.Invited invited = fresh.get();
        return invited == null
                ? answer
                : ResponseEntity.status(answer.getStatusCode())
                        .headers(answer.getHeaders())
                        .body(InvitedResponse.of(invited));
    }

    /** Another link; the one before is worth nothing from now on. */
    @PostMapping("/{id}/invitation")
    InvitedResponse inviteAgain(@PathVariable UUID id) {
        return InvitedResponse.of(members.inviteAgain(id));
    }

    /** Role and whether the person may work in this company; {@code active: false} takes an invitation back. */
    @PatchMapping("/{id}")
    ResponseEntity<MemberView> change(
            @PathVariable UUID id,
            @Valid @RequestBody ChangeRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        if (body.role() == null && body.active() == null) {
            throw Problem.badRequest("nothing_to_change", "Send \"role\", \"active\", or both.");
        }
        return tagged(members.change(id, body.role(), body.active(), Versions.required(ifMatch)));
    }

    /** A link with which the person chooses a new password; nobody else ever sees one. */
    @PostMapping("/{id}/password-reset")
    ResetResponse resetPassword(@PathVariable UUID id) {
        Members.Reset reset = members.resetPassword(id);
        return new ResetResponse(
                reset.delivered(),
                reset.delivered() ? null : reset.link().url(),
                reset.link().expiresAt());
    }

    /** For somebody who lost their authenticator and their recovery codes. Ends their sessions. */
    @DeleteMapping("/{id}/second-factor")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resetSecondFactor(@PathVariable UUID id) {
        members.resetSecondFactor(id);
    }

    private static ResponseEntity<MemberView> tagged(MemberView member) {
        return ResponseEntity.ok().eTag(Versions.etag(member.version())).body(member);
    }
}
