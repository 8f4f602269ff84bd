package io.joblane.workforce.availability;

import io.joblane.identity.AgentOnly;
import io.joblane.workforce.OwnDays;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

@Component
class OwnDaySayings implements OwnDays {
    private final AvailabilityService days;

    OwnDaySayings(AvailabilityService days) {
        this.days = days;
    }

    @Override
    @AgentOnly
    public void say(LocalDate day, boolean available, boolean away, String notes) {
        days.set(null, new DayRange(day, day), new DayChange(available, away, notes));
    }
}
