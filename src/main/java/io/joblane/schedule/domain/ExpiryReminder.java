package io.joblane.schedule.domain;

import io.joblane.company.Company;
import io.joblane.engine.Decisions;
import io.joblane.engine.Outbox;
import io.joblane.schedule.ScheduledKind;
import io.joblane.workforce.ProofSource;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Agents are reminded of what ends soon: looked for once a day, from the earliest of the hours that the decision
 * {@code expiryReminders} names for the kinds of proofs.
 */
@Component
class ExpiryReminder implements ScheduledKind {
    private static final String DECISION = "expiryReminders";
    /** Nobody is reminded earlier than a year ahead. */
    private static final int HORIZON_DAYS = 366;

    private final List<ProofSource> sources;
    private final Decisions decisions;
    private final Outbox outbox;

    ExpiryReminder(List<ProofSource> sources, Decisions decisions, Outbox outbox) {
        this.sources = sources;
        this.decisions = decisions;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "expiry_reminder";
    }

    @Override
    public boolean mayBeDue(ZonedDateTime now, @Nullable LocalDate lastRun) {
        LocalDate today = now.toLocalDate();
        boolean ranToday = lastRun != null && !lastRun.isBefore(today);
        return !ranToday
                && sources.stream()
                        .anyMatch(source -> !source.endingBetween(today, today.plusDays(HORIZON_DAYS))
                                .isEmpty());
    }

    @Override
    public Optional<LocalDate> due(Company company, ZonedDateTime now) {
        LocalDate today = now.toLocalDate();
        boolean reached = sources.stream()
                .map(source -> Hours.of(
                        DECISION,
                        decisions
                                .evaluate(DECISION, Map.of("company", company.slug(), "kind", source.kind()))
                                .output()))
                .anyMatch(hours -> hours.reached(today, now));
        return reached ? Optional.of(today) : Optional.empty();
    }

    @Override
    public void start(Company company, UUID run, LocalDate day) {
        outbox.message("schedule.expiryReminder", run, Map.of("company", company.slug()));
    }
}
