package io.joblane.identity.web;

import io.joblane.identity.session.SigningKeys;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class KeyController {
    /** Shorter than a key is published before it signs. */
    private static final Duration CACHED = Duration.ofMinutes(5);

    private final SigningKeys keys;

    KeyController(SigningKeys keys) {
        this.keys = keys;
    }

    /** The public keys with which others can check our access tokens. */
    @GetMapping("/.well-known/jwks.json")
    @SecurityRequirements
    ResponseEntity<Map<String, Object>> keys() {
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(CACHED)).body(keys.published());
    }
}
