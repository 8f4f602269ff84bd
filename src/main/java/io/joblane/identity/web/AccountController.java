package io.joblane.identity.web;

import io.joblane.identity.Users;
import io.joblane.identity.session.SigningKeys;
import io.joblane.shared.Problem;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AccountController {
    private final Users users;
    private final SigningKeys keys;

    AccountController(Users users, SigningKeys keys) {
        this.users = users;
        this.keys = keys;
    }

    /** Who is logged in, with their companies and their role in each. */
    @GetMapping("/api/v1/me")
    AccountView me(JwtAuthenticationToken caller) {
        return users.findRecent(UUID.fromString(caller.getName()))
                .map(AccountView::of)
                .orElseThrow(() -> Problem.unauthorized("unauthorized", "This account is closed."));
    }

    /** The public keys with which others can check our access tokens. */
    @GetMapping("/.well-known/jwks.json")
    @SecurityRequirements
    ResponseEntity<Map<String, Object>> keys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)))
                .body(keys.published());
    }
}
