package io.joblane.notification.web;

import io.joblane.http.Idempotency;
import io.joblane.identity.Admin;
import io.joblane.identity.Staff;
import io.joblane.notification.domain.Announcements;
import io.joblane.notification.domain.Announcements.Audience;
import io.joblane.notification.domain.DeliveryStatistics;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the office sends to many, and how messages fare. */
@RestController
@RequestMapping("/api/v1/notifications")
@Staff
class AnnouncementController {
    private static final int MOST_DAYS = 366;

    private final Announcements announcements;
    private final DeliveryStatistics statistics;
    private final Idempotency idempotency;

    AnnouncementController(Announcements announcements, DeliveryStatistics statistics, Idempotency idempotency) {
        this.announcements = announcements;
        this.statistics = statistics;
        this.idempotency = idempotency;
    }

    /** How soon somebody must know. */
    enum Priority {
        LOW,
        NORMAL,
        HIGH,
        URGENT
    }

    /** All agents, or those with these ids, this status, this skill. */
    record FilterBody(
            @Nullable @Size(max = 500) List<@NotNull UUID> agentIds,
            @Nullable AgentStatus status,
            @Nullable UUID skillId) {}

    record SendBody(
            @Valid @NotNull FilterBody filter,
            @NotBlank @Size(max = 100) String title,
            @NotBlank @Size(max = 1_000) String text,
            @Nullable Priority priority,
            @Nullable Boolean dryRun) {}

    record Told(int recipients, boolean dryRun) {}

    record Figures(List<DeliveryStatistics.Line> items) {}

    /** With {@code dryRun} nobody is told, and the answer says how many it would be. */
    @PostMapping("/send")
    @Admin
    ResponseEntity<?> send(@Valid @RequestBody SendBody body, HttpServletRequest request) {
        FilterBody filter = body.filter();
        Audience audience = new Audience(
                filter.agentIds() == null ? List.of() : filter.agentIds(), filter.status(), filter.skillId());
        if (Boolean.TRUE.equals(body.dryRun())) {
            return ResponseEntity.ok(new Told(announcements.count(audience), true));
        }
        String priority = body.priority() == null ? null : LowerCase.of(body.priority());
        return idempotency.once(
                request,
                body,
                () -> ResponseEntity.ok(
                        new Told(announcements.send(audience, body.title(), body.text(), priority), false)));
    }

    @GetMapping("/statistics")
    Figures statistics(@RequestParam LocalDate from, @RequestParam LocalDate to) {
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw Problem.badRequest("invalid_range", "Ask for 1 to 366 days, from the first to the last.");
        }
        return new Figures(statistics.between(from, to));
    }
}
