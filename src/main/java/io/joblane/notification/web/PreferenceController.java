package io.joblane.notification.web;

import io.joblane.context.CurrentActor;
import io.joblane.http.Versions;
import io.joblane.identity.Staff;
import io.joblane.notification.recipient.PersonKind;
import io.joblane.notification.recipient.Preference;
import io.joblane.notification.recipient.Preference.Prefers;
import io.joblane.notification.recipient.Preferences;
import io.joblane.shared.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How people want to be told things: one's own choice, and what the office notes for agents and customers. */
@RestController
@RequestMapping("/api/v1")
@PreAuthorize("isAuthenticated()")
class PreferenceController {
    private final Preferences preferences;

    PreferenceController(Preferences preferences) {
        this.preferences = preferences;
    }

    /**
     * @param quietFrom hour of the company's day; push and SMS wait from then on, what is urgent excepted
     * @param language e.g. {@code en} or {@code en-GB}; null: the company's
     */
    record PreferenceBody(
            @NotNull Prefers prefers,
            @Nullable @Min(0) @Max(23) Integer quietFrom,
            @Nullable @Min(0) @Max(23) Integer quietUntil,

            @Nullable @Pattern(regexp = "[a-z]{2,3}(-[A-Z]{2})?")
            String language) {
        private Preference chosen() {
            if ((quietFrom == null) != (quietUntil == null)) {
                throw Problem.badRequest("invalid_quiet_hours", "Name both quietFrom and quietUntil, or neither.");
            }
            return new Preference(prefers, quietFrom, quietUntil, language, 0);
        }
    }

    @GetMapping("/notifications/preferences")
    ResponseEntity<Preference> own() {
        return tagged(isAgent() ? preferences.ofAgentSelf() : preferences.ofOfficeSelf());
    }

    @PutMapping("/notifications/preferences")
    ResponseEntity<Preference> choose(
            @Valid @RequestBody PreferenceBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        @Nullable Integer expected = Versions.expected(ifMatch);
        return tagged(
                isAgent()
                        ? preferences.chooseAsAgent(body.chosen(), expected)
                        : preferences.chooseAsOffice(body.chosen(), expected));
    }

    @GetMapping("/agents/{id}/notification-preferences")
    @Staff
    ResponseEntity<Preference> ofAgent(@PathVariable UUID id) {
        return tagged(preferences.of(PersonKind.AGENT, id));
    }

    @PutMapping("/agents/{id}/notification-preferences")
    @Staff
    ResponseEntity<Preference> chooseForAgent(
            @PathVariable UUID id,
            @Valid @RequestBody PreferenceBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(preferences.choose(PersonKind.AGENT, id, body.chosen(), Versions.expected(ifMatch)));
    }

    @GetMapping("/customers/{id}/notification-preferences")
    @Staff
    ResponseEntity<Preference> ofCustomer(@PathVariable UUID id) {
        return tagged(preferences.of(PersonKind.CUSTOMER, id));
    }

    @PutMapping("/customers/{id}/notification-preferences")
    @Staff
    ResponseEntity<Preference> chooseForCustomer(
            @PathVariable UUID id,
            @Valid @RequestBody PreferenceBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(preferences.choose(PersonKind.CUSTOMER, id, body.chosen(), Versions.expected(ifMatch)));
    }

    private static boolean isAgent() {
        return CurrentActor.get().has("agent");
    }

    private static ResponseEntity<Preference> tagged(Preference preference) {
        return preference.version() < 0
                ? ResponseEntity.ok(preference)
                : ResponseEntity.ok().eTag(Versions.etag(preference.version())).body(preference);
    }
}
