package io.joblane.sales.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.engine.Outbox;
import io.joblane.sales.domain.SalesRhythm.Rhythm;
import io.joblane.schedule.ScheduledKind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Once a week managers are sent what was found out about dormant customers in the seven days before. */
@Component
class WeeklySalesReport implements ScheduledKind {
    private final SalesRhythm rhythm;
    private final Outbox outbox;
    private final Companies companies;

    WeeklySalesReport(SalesRhythm rhythm, Outbox outbox, Companies companies) {
        this.rhythm = rhythm;
        this.outbox = outbox;
        this.companies = companies;
    }

    @Override
    public String name() {
        return "weekly_sales_report";
    }

    @Override
    public boolean mayBeDue(ZonedDateTime now, @Nullable LocalDate lastRun) {
        boolean ranThisWeek = lastRun != null && !lastRun.isBefore(monday(now.toLocalDate()));
        return !ranThisWeek && companies.current().settings().dormancyWeeks() > 0;
    }

    @Override
    public Optional<LocalDate> due(Company company, ZonedDateTime now) {
        Rhythm asked = rhythm.of(company);
        LocalDate day = monday(now.toLocalDate()).plusDays(asked.reportWeekday() - 1L);
        return Rhythm.reached(day, asked.reportHour(), now) ? Optional.of(day) : Optional.empty();
    }

    @Override
    public void start(Company company, UUID run, LocalDate day) {
        outbox.message("sales.weeklyReport", run, Map.of("company", company.slug(), "day", day.toString()));
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
