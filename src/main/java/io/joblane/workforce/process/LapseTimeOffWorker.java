package io.joblane.workforce.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.shared.LowerCase;
import io.joblane.workforce.timeoff.TimeOffDesk;
import java.util.Map;

/** Ends a request that nobody has decided in time; where somebody was first, their decision counts. */
@JobType("workforce.lapseTimeOff")
class LapseTimeOffWorker implements ServiceTaskWorker<TimeOffRef> {
    private final TimeOffDesk desk;

    LapseTimeOffWorker(TimeOffDesk desk) {
        this.desk = desk;
    }

    @Override
    public Object handle(TimeOffRef variables) {
        return Map.of(
                "timeOffOutcome", LowerCase.of(desk.lapse(variables.subjectId()).status()));
    }
}
