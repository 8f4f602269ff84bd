package io.joblane.engine.embedded;

import io.camunda.zeebe.scheduler.ActorMetrics;
import io.camunda.zeebe.scheduler.ActorThread;
import io.camunda.zeebe.scheduler.ActorThreadGroup;
import io.camunda.zeebe.scheduler.ActorTimerQueue;
import io.camunda.zeebe.scheduler.TaskScheduler;
import io.camunda.zeebe.scheduler.clock.ActorClock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/**
 * An actor thread that sleeps while there is nothing to do and still sees a timer in time: the stock one turns its timer
 * wheel by a single tick each time it wakes, so that timers of an idle engine, or after a jump of the clock, come late.
 */
final class EngineThread extends ActorThread {
    private static final int TICKS_PER_WHEEL = 32;

    EngineThread(
            String name,
            int id,
            ActorThreadGroup group,
            TaskScheduler scheduler,
            ActorClock clock,
            @Nullable ActorTimerQueue timers,
            ActorMetrics metrics,
            IdleStrategy idle) {
        super(name, id, group, scheduler, clock, timers, metrics, idle);
        setDaemon(true);
    }

    private void turnTimerWheel() {
        for (int tick = 0; tick < TICKS_PER_WHEEL; tick++) {
            timerJobQueue.processExpiredTimers(getClock());
        }
    }

    /** Spins a moment, as the next record usually comes at once, then sleeps until woken or the next look at the timers. */
    static final class Idle implements IdleStrategy {
        private static final int SPINS = 20;
        private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

        private int idled;

        @Override
        public void idle(int workCount) {
            if (workCount > 0) {
                reset();
            } else {
                idle();
            }
        }

        @Override
        public void idle() {
            if (idled < SPINS) {
                idled++;
                Thread.onSpinWait();
            } else {
                if (Thread.currentThread() instanceof EngineThread thread) {
                    thread.turnTimerWheel();
                }
                LockSupport.parkNanos(NAP_NANOS);
            }
        }

        @Override
        public void reset() {
            idled = 0;
        }
    }
}
