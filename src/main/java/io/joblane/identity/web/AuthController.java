package io.joblane.identity.web;

import io.joblane.identity.session.AccessTokens;
import io.joblane.identity.session.Session;
import io.joblane.identity.session.Sessions;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/auth")
class AuthController {
    private final Sessions sessions;

    AuthController(Sessions sessions) {
        this.sessions = sessions;
    }

    record LoginRequest(
            @NotBlank @Size(max = 254) String email,
            @NotBlank @Size(max = 200) String password) {
        /** The password is in no log. */
        @Override
        public String toString() {
            return "LoginRequest of " + email;
        }
    }

    record RefreshRequest(@NotBlank @Size(max = 200) String refreshToken) {
        @Override
        public String toString() {
            return "RefreshRequest";
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

    @PostMapping("/login")
    @SecurityRequirements
    ResponseEntity<SessionResponse> login(@Valid @RequestBody LoginRequest login, HttpServletRequest request) {
        return answer(sessions.login(login.email(), login.password(), request.getRemoteAddr()));
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
        sessions.logout(AccessTokens.sessionOf(caller.getToken()));
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
