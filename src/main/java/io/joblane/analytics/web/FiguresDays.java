package io.joblane.analytics.web;

import io.joblane.analytics.domain.FiguresFilter;
import io.joblane.analytics.domain.Period;
import io.joblane.company.Companies;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a filter of what was asked. */
@Component
class FiguresDays {
    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 3_660;

    private final Companies companies;
    private final Clock clock;

    FiguresDays(Companies companies, Clock clock) {
        this.companies = companies;
        this.clock = clock;
    }

    /** @throws Problem 400 for days that lie the wrong way round, or too many */
    FiguresFilter filter(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Period period,
            @Nullable String type,
            @Nullable String urgency,
            @Nullable UUID agentId) {
        LocalDate last = to != null
                ? to
                : LocalDate.ofInstant(clock.instant(), companies.current().timeZone());
        LocalDate first = from != null ? from : last.minusDays(USUAL_DAYS - 1L);
        if (last.isBefore(first) || last.isAfter(first.plusDays(MOST_DAYS))) {
            throw Problem.badRequest(
                    "invalid_period",
                    "\"to\" must not lie before \"from\", and at most " + MOST_DAYS + " days after it.");
        }
        return new FiguresFilter(
                first, last, period, type, urgency == null ? null : urgency.toLowerCase(Locale.ROOT), agentId);
    }
}
