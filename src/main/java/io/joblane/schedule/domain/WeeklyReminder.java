package io.joblane.schedule.domain;

import io.joblane.company.Company;
import io.joblane.engine.Decisions;
import io.joblane.engine.Outbox;
import io.joblane.schedule.ScheduledKind;
import io.joblane.workforce.WeekPlans;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Agents are reminded to plan the coming week, on the day and from the hour that the decision {@code weeklyReminder} names. What
 * could not be started then is made up for until the coming week begins.
 */
@Component
class WeeklyReminder implements ScheduledKind {
    private static final String DECISION = "weeklyReminder";

    private final WeekPlans plans;
    private final Decisions decisions;
    private final Outbox outbox;

    WeeklyReminder(WeekPlans plans, Decisions decisions, Outbox outbox) {
        this.plans = plans;
        this.decisions = decisions;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "weekly_reminder";
    }

    @Override
    public boolean mayBeDue(ZonedDateTime now, @Nullable LocalDate lastRun) {
        LocalDate monday = monday(now.toLocalDate());
        boolean ranThisWeek = lastRun != null && !lastRun.isBefore(monday);
        return !ranThisWeek && !plans.agentsWithoutPlan(monday.plusWeeks(1)).isEmpty();
    }

    @Override
    public Optional<LocalDate> due(Company company, ZonedDateTime now) {
        JsonNode rule =
                decisions.evaluate(DECISION, Map.of("company", company.slug())).output();
        Hours hours = Hours.of(DECISION, rule);
        int weekday = Hours.whole(DECISION, rule, "weekday", 1, DayOfWeek.values().length);
        LocalDate day = monday(now.toLocalDate()).plusDays(weekday - 1L);
        return hours.reached(day, now) ? Optional.of(day) : Optional.empty();
    }

    @Override
    public void start(Company company, UUID run, LocalDate day) {
        outbox.message(
                "schedule.weeklyReminder",
                run,
                Map.of(
                        "company",
                        company.slug(),
                        "week",
                        monday(day).plusWeeks(1).toString()));
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
