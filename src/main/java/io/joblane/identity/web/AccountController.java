package io.joblane.identity.web;

import io.joblane.http.Cursor;
import io.joblane.http.PageQuery;
import io.joblane.identity.IdentitySettings;
import io.joblane.identity.User;
import io.joblane.identity.Users;
import io.joblane.identity.factor.Enrolment;
import io.joblane.identity.factor.FactorStatus;
import io.joblane.identity.factor.SecondFactors;
import io.joblane.identity.member.Invitations;
import io.joblane.identity.session.AccessTokens;
import io.joblane.identity.session.OwnAccount;
import io.joblane.identity.session.SessionView;
import io.joblane.identity.session.Sessions;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What belongs to the person and to no company. */
@RestController
@RequestMapping("/api/v1/me")
class AccountController {
    private final Users users;
    private final Sessions sessions;
    private final OwnAccount account;
    private final SecondFactors factors;
    private final Invitations invitations;
    private final IdentitySettings settings;

    AccountController(
            Users users,
            Sessions sessions,
            OwnAccount account,
            SecondFactors factors,
            Invitations invitations,
            IdentitySettings settings) {
        this.users = users;
        this.sessions = sessions;
        this.account = account;
        this.factors = factors;
        this.invitations = invitations;
        this.settings = settings;
    }

    record PasswordRequest(
            @NotBlank @Size(max = 200) String currentPassword,
            @NotBlank @Size(max = 200) String newPassword) {
        @Override
        public String toString() {
            return "PasswordRequest";
        }
    }

    record EnrolmentRequest(@NotBlank @Size(max = 200) String password) {
        @Override
        public String toString() {
            return "EnrolmentRequest";
        }
    }

    record ConfirmationRequest(@NotBlank @Size(max = 40) String code) {
        @Override
        public String toString() {
            return "ConfirmationRequest";
        }
    }

    record RemovalRequest(
            @NotBlank @Size(max = 200) String password,
            @NotBlank @Size(max = 40) String code) {
        @Override
        public String toString() {
            return "RemovalRequest";
        }
    }

    /** @param current whether it is the one that asks */
    record OwnSession(
            UUID id,
            String address,
            String userAgent,
            Instant createdAt,
            Instant refreshedAt,
            Instant expiresAt,
            boolean current) {
        static OwnSession of(SessionView session, UUID asking) {
            return new OwnSession(
                    session.id(),
                    session.address(),
                    session.userAgent(),
                    session.createdAt(),
                    session.refreshedAt(),
                    session.expiresAt(),
                    session.id().equals(asking));
        }
    }

    /** @param required whether the person's role needs one */
    record SecondFactorView(boolean enabled, @Nullable Instant confirmedAt, int recoveryCodesLeft, boolean required) {}

    record RecoveryCodes(List<String> recoveryCodes) {
        @Override
        public String toString() {
            return "RecoveryCodes";
        }
    }

    /** Who is logged in, with their companies and their role in each. */
    @GetMapping
    AccountView me(JwtAuthenticationToken caller) {
        return AccountView.of(user(caller));
    }

    /** Ends the person's other sessions. */
    @PutMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void password(@Valid @RequestBody PasswordRequest body, JwtAuthenticationToken caller, HttpServletRequest request) {
        account.changePassword(
                user(caller), session(caller), body.currentPassword(), body.newPassword(), Callers.of(request));
    }

    /** The open ones, the newest first. */
    @GetMapping("/sessions")
    Page<OwnSession> sessions(JwtAuthenticationToken caller, PageQuery page) {
        Cursor after = page.after();
        List<SessionView> open = sessions.of(user(caller).id(), after == null ? null : after.uuid(0), page.fetch());
        Page<SessionView> shown = page.page(open, session -> Cursor.of(session.id()));
        return new Page<>(
                shown.items().stream()
                        .map(session -> OwnSession.of(session, session(caller)))
                        .toList(),
                shown.next());
    }

    @DeleteMapping("/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSession(@PathVariable UUID id, JwtAuthenticationToken caller) {
        if (!sessions.end(id, user(caller).id())) {
            throw Problem.notFound(
                    "session_unknown", "You have no such session, or it is over. GET /api/v1/me/sessions lists yours.");
        }
    }

    @GetMapping("/second-factor")
    SecondFactorView secondFactor(JwtAuthenticationToken caller) {
        User user = user(caller);
        FactorStatus status = factors.of(user.id());
        return new SecondFactorView(
                status.enabled(),
                status.confirmedAt(),
                status.recoveryCodesLeft(),
                settings.requiresSecondFactor(user));
    }

    /** The secret for an authenticator; it counts once a first code was right. A repetition gives another secret. */
    @PostMapping("/second-factor")
    Enrolment enrol(
            @Valid @RequestBody EnrolmentRequest body, JwtAuthenticationToken caller, HttpServletRequest request) {
        return account.beginSecondFactor(user(caller), body.password(), Callers.of(request));
    }

    /** Recovery codes are shown this once. Ends the person's other sessions. */
    @PostMapping("/second-factor/confirmation")
    RecoveryCodes confirm(
            @Valid @RequestBody ConfirmationRequest body, JwtAuthenticationToken caller, HttpServletRequest request) {
        return new RecoveryCodes(
                account.confirmSecondFactor(user(caller), session(caller), body.code(), Callers.of(request)));
    }

    /** A POST, because it needs the password and a code. Ends the person's other sessions. */
    @PostMapping("/second-factor/removal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@Valid @RequestBody RemovalRequest body, JwtAuthenticationToken caller, HttpServletRequest request) {
        account.removeSecondFactor(user(caller), session(caller), body.password(), body.code(), Callers.of(request));
    }

    /** Accepts an invitation that was sent to one's own address. */
    @PostMapping("/invitations/{token}")
    Invitations.Accepted accept(@PathVariable String token, JwtAuthenticationToken caller) {
        return invitations.accept(token, user(caller).id());
    }

    private User user(JwtAuthenticationToken caller) {
        return users.findLive(UUID.fromString(caller.getName()))
                .orElseThrow(() -> Problem.unauthorized("unauthorized", "This account is closed."));
    }

    private static UUID session(JwtAuthenticationToken caller) {
        return AccessTokens.sessionOf(caller.getToken());
    }
}
