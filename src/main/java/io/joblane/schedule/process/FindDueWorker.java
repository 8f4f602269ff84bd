package io.joblane.schedule.process;

import io.joblane.engine.JobType;
import io.joblane.engine.PlatformWorker;
import io.joblane.schedule.domain.Scheduler;
import java.util.Map;

/** Starts what is due in every company. Delivered twice it starts nothing twice: each run is a unique row of its company's. */
@JobType("schedule.findDue")
class FindDueWorker implements PlatformWorker<FindDueWorker.Nothing> {
    private final Scheduler scheduler;

    FindDueWorker(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    record Nothing() {}

    /** How much was started is for whoever looks at the instance. */
    @Override
    public Object handle(Nothing variables) {
        return Map.of("started", scheduler.startDue());
    }
}
