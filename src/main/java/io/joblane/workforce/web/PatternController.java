package io.joblane.workforce.web;

import io.joblane.http.Versions;
import io.joblane.identity.AgentOnly;
import io.joblane.identity.Staff;
import io.joblane.workforce.availability.PatternService;
import io.joblane.workforce.availability.WeekPattern;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an agent's weeks look like: the agent's own, and anybody's for the office. */
@RestController
@RequestMapping("/api/v1/availability")
class PatternController {
    private final PatternService patterns;

    PatternController(PatternService patterns) {
        this.patterns = patterns;
    }

    @GetMapping("/pattern")
    @AgentOnly
    ResponseEntity<WeekPattern> own() {
        return tagged(patterns.get(null));
    }

    @PutMapping("/pattern")
    @AgentOnly
    ResponseEntity<WeekPattern> setOwn(
            @Valid @RequestBody PatternRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(patterns.set(null, body.weekdays(), Versions.expected(ifMatch)));
    }

    @GetMapping("/patterns/{agentId}")
    @Staff
    ResponseEntity<WeekPattern> get(@PathVariable UUID agentId) {
        return tagged(patterns.get(agentId));
    }

    @PutMapping("/patterns/{agentId}")
    @Staff
    ResponseEntity<WeekPattern> set(
            @PathVariable UUID agentId,
            @Valid @RequestBody PatternRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(patterns.set(agentId, body.weekdays(), Versions.expected(ifMatch)));
    }

    private static ResponseEntity<WeekPattern> tagged(WeekPattern pattern) {
        return ResponseEntity.ok().eTag(Versions.etag(pattern.version())).body(pattern);
    }

    /** @param days a weekday that is left out says nothing */
    record PatternRequest(@NotNull @Size(max = 7) List<@NotNull @Valid WeekdayRequest> days) {
        private List<WeekPattern.Weekday> weekdays() {
            return days.stream()
                    .map(day -> new WeekPattern.Weekday(day.weekday(), day.available()))
                    .toList();
        }
    }

    /** @param weekday 1 is Monday, 7 Sunday */
    record WeekdayRequest(
            @NotNull @Min(1) @Max(7) Integer weekday,
            @NotNull Boolean available) {}
}
