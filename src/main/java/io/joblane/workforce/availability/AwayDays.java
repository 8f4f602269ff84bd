package io.joblane.workforce.availability;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Days on which an agent is on approved time off. */
@Component
public class AwayDays {
    private final DayTable table;

    AwayDays(DayTable table) {
        this.table = table;
    }

    /**
     * The agent is away on these days, whatever was said of them before. Joins the caller's transaction, which must be rolled
     * back where a job takes one of them.
     *
     * @return the days that jobs take; on them nothing was changed
     */
    @Transactional
    public List<LocalDate> take(UUID agentId, DayRange range) {
        return table.set(agentId, range, new DayChange(false, true, ""), DaySource.TIME_OFF);
    }
}
