package io.joblane.engine.worker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs jobs on virtual threads, a bounded number of each company at a time, so that one company's slow database or flood of
 * work does not hold up the others.
 */
final class CompanyLanes implements AutoCloseable {
    private final int running;
    private final int waiting;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("worker-", 0).factory());
    private final Phaser inFlight = new Phaser(1);

    /**
     * @param running how many jobs of one company run at a time
     * @param waiting how many more may wait for their turn
     */
    CompanyLanes(int running, int waiting) {
        this.running = running;
        this.waiting = waiting;
    }

    /** @return false where the company has too much waiting already: give the job back */
    boolean submit(String company, Runnable work) {
        Lane lane = lanes.computeIfAbsent(company, slug -> new Lane(new Semaphore(running), new AtomicInteger()));
        if (lane.queued.incrementAndGet() > running + waiting) {
            lane.queued.decrementAndGet();
            return false;
        }
        inFlight.register();
        threads.execute(() -> {
            try {
                lane.turns.acquireUninterruptibly();
                try {
                    work.run();
                } finally {
                    lane.turns.release();
                }
            } finally {
                lane.queued.decrementAndGet();
                inFlight.arriveAndDeregister();
            }
        });
        return true;
    }

    /** Waits until what was submitted has ended. @return false where it took longer than {@code seconds} */
    boolean drain(long seconds) {
        int phase = inFlight.arrive();
        try {
            inFlight.awaitAdvanceInterruptibly(phase, seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private record Lane(Semaphore turns, AtomicInteger queued) {}
}
