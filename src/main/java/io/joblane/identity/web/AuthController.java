package io.joblane.identity.web;

import io.joblane.identity.PlatformAdmin;
import io.joblane.identity.member.Invitations;
import io.joblane.identity.member.PasswordResets;
import io.joblane.identity.session.AccessTokens;
import io.joblane.identity.session.Session;
import io.joblane.identity.session.Sessions;
import io.joblane.identity.session.SigningKeys;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/auth")
class AuthController {
    private final Sessions sessions;
    private final Invitations invitations;
    private final PasswordResets resets;
    private final SigningKeys keys;

    AuthController(Sessions sessions, Invitations invitations, PasswordResets resets, SigningKeys keys) {
        this.sessions = sessions;
        this.invitations = invitations;
        this.resets = resets;
        this.keys = keys;
    }

    record LoginRequest(
            @NotBlank @Size(max = 254) String email,
            @NotBlank @Size(max = 200) String password) {
        /** The password is in no log. */
        @Override
        public String toString() {
            return "LoginRequest";
        }
    }

    record CodeRequest(
            @NotBlank @Size(max = 200) String challenge,
            @NotBlank @Size(max = 40) String code) {
        @Override
        public String toString() {
            return "CodeRequest";
        }
    }

    record RefreshRequest(@NotBlank @Size(max = 200) String refreshToken) {
        @Override
        public String toString() {
            return "RefreshRequest";
        }
    }

    /** @param name for a new account; the one the admin gave where it is missing */
    record AcceptRequest(
            @NotBlank @Size(max = 200) String password,

            @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank") @Size(max = 200) @Nullable String name) {
        @Override
        public String toString() {
            return "AcceptRequest";
        }
    }

    record ResetRequest(@NotBlank @Size(max = 254) String email) {
        @Override
        public String toString() {
            return "ResetRequest";
        }
    }

    record NewPasswordRequest(
            @NotBlank @Size(max = 200) String token,
            @NotBlank @Size(max = 200) String password) {
        @Override
        public String toString() {
            return "NewPasswordRequest";
        }
    }

    /** @param expiresIn seconds */
    record SessionResponse(
            String accessToken, String refreshToken, String tokenType, long expiresIn, AccountView user) {
        @Override
        public String toString() {
            return "SessionResponse of " + user.id();
        }
    }

    /** With a second factor the answer is 401 {@code second_factor_required} and carries the challenge for it. */
    @PostMapping("/login")
    @SecurityRequirements
    ResponseEntity<SessionResponse> login(@Valid @RequestBody LoginRequest login, HttpServletRequest request) {
        return answer(sessions.login(login.email(), login.password(), Callers.of(request)));
    }

    @PostMapping("/second-factor")
    @SecurityRequirements
    ResponseEntity<SessionResponse> secondFactor(@Valid @RequestBody CodeRequest body, HttpServletRequest request) {
        return answer(sessions.answer(body.challenge(), body.code(), Callers.of(request)));
    }

    @PostMapping("/refresh")
    @SecurityRequirements
    ResponseEntity<SessionResponse> refresh(@Valid @RequestBody RefreshRequest refresh) {
        return answer(sessions.refresh(refresh.refreshToken()));
    }

    /** Ends the session that the access token belongs to. */
    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(JwtAuthenticationToken caller) {
        sessions.end(AccessTokens.sessionOf(caller.getToken()), UUID.fromString(caller.getName()));
    }

    /** Ends every session of the person, this one too. */
    @PostMapping("/logout-everywhere")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logoutEverywhere(JwtAuthenticationToken caller) {
        sessions.endAll(UUID.fromString(caller.getName()), null);
    }

    /** Accepts with a new password, or with the one of an account that exists; log in afterwards. */
    @PostMapping("/invitations/{token}")
    @SecurityRequirements
    Invitations.Accepted accept(
            @PathVariable String token, @Valid @RequestBody AcceptRequest body, HttpServletRequest request) {
        return invitations.accept(token, body.password(), body.name(), request.getRemoteAddr());
    }

    /** Answers the same whether somebody has this address or not. */
    @PostMapping("/password-reset-requests")
    @SecurityRequirements
    @ResponseStatus(HttpStatus.ACCEPTED)
    void requestReset(@Valid @RequestBody ResetRequest body, HttpServletRequest request) {
        resets.request(body.email(), request.getRemoteAddr());
    }

    @PostMapping("/password-resets")
    @SecurityRequirements
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset(@Valid @RequestBody NewPasswordRequest body) {
        resets.redeem(body.token(), body.password());
    }

    /** Makes the next signing key before its time; while one waits to sign, a repetition answers that one. */
    @PostMapping("/signing-keys")
    @PlatformAdmin
    SigningKeys.Planned rotate() {
        return keys.rotate();
    }

    private static ResponseEntity<SessionResponse> answer(Session session) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new SessionResponse(
                        session.accessToken(),
                        session.refreshToken(),
                        "Bearer",
                        session.life().toSeconds(),
                        AccountView.of(session.user())));
    }
}
