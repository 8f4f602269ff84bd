package io.joblane.schedule.domain;

import io.joblane.company.Companies;
import io.joblane.engine.Reentry;
import io.joblane.schedule.ScheduledKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Starts the runs of the last day again: theirs may have been under way, and what they have done they do not do twice. */
@Component
class ScheduledRunReentry implements Reentry {
    private static final Duration UNDER_WAY_AT_MOST = Duration.ofDays(1);

    private final ScheduledRuns runs;
    private final List<ScheduledKind> kinds;
    private final Companies companies;
    private final Clock clock;

    ScheduledRunReentry(ScheduledRuns runs, List<ScheduledKind> kinds, Companies companies, Clock clock) {
        this.runs = runs;
        this.kinds = kinds;
        this.companies = companies;
        this.clock = clock;
    }

    @Override
    public int startAgain() {
        int started = 0;
        for (ScheduledRuns.Run run : runs.since(clock.instant().minus(UNDER_WAY_AT_MOST))) {
            for (ScheduledKind kind : kinds) {
                if (kind.name().equals(run.kind())) {
                    kind.start(companies.current(), run.id(), run.day());
                    started++;
                }
            }
        }
        return started;
    }
}
