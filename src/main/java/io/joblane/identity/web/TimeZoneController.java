package io.joblane.identity.web;

import io.joblane.identity.PersonalZones;
import io.joblane.shared.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The clock by which the person is sent what comes at certain hours; null: their company's. */
@RestController
@RequestMapping("/api/v1/me/time-zone")
class TimeZoneController {
    private final PersonalZones zones;

    TimeZoneController(PersonalZones zones) {
        this.zones = zones;
    }

    /** @param timeZone of the IANA's list, e.g. {@code Europe/Berlin} */
    record TimeZoneBody(@NotBlank @Size(max = 60) String timeZone) {}

    record TimeZoneView(@Nullable String timeZone) {}

    @GetMapping
    TimeZoneView get(JwtAuthenticationToken caller) {
        return new TimeZoneView(zones.find(id(caller)).map(ZoneId::getId).orElse(null));
    }

    @PutMapping
    TimeZoneView put(@Valid @RequestBody TimeZoneBody body, JwtAuthenticationToken caller) {
        if (!ZoneId.getAvailableZoneIds().contains(body.timeZone())) {
            throw Problem.unprocessable(
                    "unknown_time_zone", "Name a zone of the IANA's list, e.g. \"America/New_York\".");
        }
        zones.set(id(caller), ZoneId.of(body.timeZone()));
        return get(caller);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(JwtAuthenticationToken caller) {
        zones.set(id(caller), null);
    }

    private static UUID id(JwtAuthenticationToken caller) {
        return UUID.fromString(caller.getName());
    }
}
