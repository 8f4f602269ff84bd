package io.joblane.earnings.web;

import io.joblane.earnings.domain.EarningService;
import io.joblane.earnings.domain.EarningService.Range;
import io.joblane.earnings.domain.Grouping;
import io.joblane.earnings.domain.Period;
import io.joblane.identity.AgentOnly;
import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Days and weeks with nothing earned are left out. */
@RestController
@RequestMapping("/api/v1")
class EarningController {
    private final EarningService earnings;

    EarningController(EarningService earnings) {
        this.earnings = earnings;
    }

    @GetMapping("/mobile/earnings")
    @AgentOnly
    Page<Period> own(
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "day") Grouping by) {
        return new Page<>(earnings.own(new Range(from, to, by)), null);
    }

    @GetMapping("/agents/{id}/earnings")
    @Staff
    Page<Period> of(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "day") Grouping by) {
        return new Page<>(earnings.of(id, new Range(from, to, by)), null);
    }
}
