package io.joblane.sales.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.sales.domain.SalesRhythm.Rhythm;
import io.joblane.schedule.ScheduledKind;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Once a day it is looked for customers who have become dormant; each has a process of their own. */
@Component
class DormancyLook implements ScheduledKind {
    private final Dormancies dormancies;
    private final SalesRhythm rhythm;
    private final Companies companies;

    DormancyLook(Dormancies dormancies, SalesRhythm rhythm, Companies companies) {
        this.dormancies = dormancies;
        this.rhythm = rhythm;
        this.companies = companies;
    }

    @Override
    public String name() {
        return "dormancy_look";
    }

    @Override
    public boolean mayBeDue(ZonedDateTime now, @Nullable LocalDate lastRun) {
        boolean ranToday = lastRun != null && !lastRun.isBefore(now.toLocalDate());
        return !ranToday && dormancies.mayFind(companies.current());
    }

    @Override
    public Optional<LocalDate> due(Company company, ZonedDateTime now) {
        LocalDate today = now.toLocalDate();
        return Rhythm.reached(today, rhythm.of(company).lookHour(), now) ? Optional.of(today) : Optional.empty();
    }

    @Override
    public void start(Company company, UUID run, LocalDate day) {
        dormancies.look(company);
    }
}
