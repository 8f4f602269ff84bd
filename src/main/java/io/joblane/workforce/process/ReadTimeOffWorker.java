package io.joblane.workforce.process;

import io.joblane.engine.JobType;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.shared.LowerCase;
import io.joblane.workforce.timeoff.TimeOffDesk;
import java.util.Map;

/** Whether the request is really withdrawn: a decision may have been first. */
@JobType("workforce.readTimeOff")
class ReadTimeOffWorker implements ServiceTaskWorker<TimeOffRef> {
    private final TimeOffDesk desk;

    ReadTimeOffWorker(TimeOffDesk desk) {
        this.desk = desk;
    }

    @Override
    public Object handle(TimeOffRef variables) {
        return Map.of("timeOffOutcome", LowerCase.of(desk.status(variables.subjectId())));
    }
}
