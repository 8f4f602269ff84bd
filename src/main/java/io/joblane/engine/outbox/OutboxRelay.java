package io.joblane.engine.outbox;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.company.CompanyOpened;
import io.joblane.context.CurrentCompany;
import io.joblane.engine.link.EngineSettings;
import io.joblane.engine.outbox.EngineSender.Sent;
import io.joblane.engine.outbox.OutboxTable.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what committed transactions queued. One loop a company: record what was answered, claim what may go next, send it
 * without waiting. Woken after each commit and each answer, and every second in case a wake was lost or another replica
 * died with a lease.
 */
@Component
class OutboxRelay implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int IN_FLIGHT = 128;
    /** Turns are at least this far apart: under load one transaction claims and records for many, and a lone row waits for nothing. */
    private static final long TURN_NANOS = Duration.ofMillis(15).toNanos();
    /** How often something that the engine refuses is tried; what only waits for the engine is tried for ever. */
    static final int REFUSALS = 10;

    private final OutboxTable table;
    private final EngineSender sender;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final ObjectProvider<Companies> companies;
    private final boolean alone;
    private final Map<String, Loop> loops = new ConcurrentHashMap<>();
    private volatile boolean running;

    OutboxRelay(
            OutboxTable table,
            EngineSender sender,
            TransactionTemplate transactions,
            Clock clock,
            ObjectProvider<Companies> companies,
            EngineSettings settings) {
        // The embedded engine listens to this process only.
        this.alone = settings.engine() == EngineSettings.Mode.EMBEDDED;
        this.table = table;
        this.sender = sender;
        this.transactions = transactions;
        this.clock = clock;
        this.companies = companies;
    }

    void wake(String company) {
        if (running) {
            loops.computeIfAbsent(company, Loop::new).wake();
        }
    }

    /** A company that was made, here or by another replica, after the start. */
    @EventListener
    void opened(CompanyOpened company) {
        wake(company.slug());
    }

    @Override
    public void start() {
        running = true;
        companies.getObject().all().stream().map(Company::slug).forEach(this::wake);
    }

    @Override
    public void stop() {
        running = false;
        loops.values().forEach(Loop::stop);
        loops.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    /** Half a second after the first attempt, doubled each time, a minute at most. */
    static Duration delay(int attempts) {
        return Duration.ofMillis(Math.min(60_000, 500L << Math.min(7, Math.max(0, attempts - 1))));
    }

    /** A listener takes some milliseconds: 25 ms after the first attempt, doubled each time, five seconds at most. */
    static Duration shortDelay(int attempts) {
        return Duration.ofMillis(Math.min(5_000, 25L << Math.min(8, Math.max(0, attempts - 1))));
    }

    private record Answered(Row row, Sent sent) {}

    private final class Loop {
        private final String company;
        private final Companies known = companies.getObject();
        private final Semaphore signal = new Semaphore(0);
        private final ConcurrentLinkedQueue<Answered> answers = new ConcurrentLinkedQueue<>();
        private final AtomicInteger inFlight = new AtomicInteger();
        private Duration pause = POLL;
        private final Thread thread;

        Loop(String company) {
            this.company = company;
            this.thread = Thread.ofVirtual().name("outbox-" + company).start(this::run);
        }

        void wake() {
            signal.release();
        }

        private void run() {
            boolean leftovers = alone;
            while (running) {
                try {
                    if (leftovers) {
                        CurrentCompany.run(company, table::releaseLeases);
                        leftovers = false;
                    }
                    long begun = System.nanoTime();
                    boolean moreMayWait = turn();
                    if (!moreMayWait) {
                        signal.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                        TimeUnit.NANOSECONDS.sleep(begun + TURN_NANOS - System.nanoTime());
                    }
                    signal.drainPermits();
                } catch (InterruptedException e) {
                    return;
                } catch (DataAccessException | TransactionException e) {
                    log.warn("Outbox of {} waits for its database: {}", company, e.getMessage());
                    pause();
                } catch (RuntimeException e) {
                    // The loop goes on: what it had claimed comes again when its lease ends.
                    log.error("Outbox of {} failed and goes on in a moment", company, e);
                    pause();
                }
            }
        }

        private void pause() {
            try {
                signal.tryAcquire(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** @return whether the claim was full, so that there may be more to claim at once */
        private boolean turn() {
            pause = POLL;
            List<Answered> done = new ArrayList<>();
            for (Answered next = answers.poll(); next != null; next = answers.poll()) {
                done.add(next);
            }
            boolean isSuspended = known.suspension(company).isPresent();
            if (isSuspended && done.isEmpty()) {
                return false;
            }
            int room = isSuspended ? 0 : IN_FLIGHT - inFlight.get();
            List<Row> claimed = claim(done, room);
            for (Row row : claimed) {
                CompletionStage<Sent> sending = sender.send(row);
                inFlight.incrementAndGet();
                sending.whenComplete((sent, fault) -> {
                    answers.add(new Answered(row, sent == null ? new Sent.EngineAway(String.valueOf(fault)) : sent));
                    inFlight.decrementAndGet();
                    wake();
                });
            }
            return room > 0 && claimed.size() == room;
        }

        private List<Row> claim(List<Answered> done, int room) {
            List<Row> claimed = new ArrayList<>();
            try {
                CurrentCompany.run(
                        company,
                        () -> transactions.executeWithoutResult(status -> {
                            Instant now = clock.instant();
                            record(done, now);
                            if (room > 0) {
                                claimed.addAll(table.claim(room, now, LEASE));
                            }
                        }));
            } catch (DataAccessException | TransactionException e) {
                // What was answered is not recorded yet: keep it for the next turn; a repeat would be recognised
                // anyway.
                answers.addAll(done);
                throw e;
            }
            return claimed;
        }

        private void record(List<Answered> done, Instant now) {
            List<UUID> delivered = done.stream()
                    .filter(a -> a.sent() instanceof Sent.Delivered)
                    .map(a -> a.row().id())
                    .toList();
            if (!delivered.isEmpty()) {
                table.sent(delivered, now);
            }
            for (Answered answered : done) {
                Row row = answered.row();
                if (answered.sent() instanceof Sent.EngineAway away) {
                    log.warn(
                            "The engine did not take {} {} of {}: {}",
                            row.kind(),
                            row.target(),
                            row.aggregate(),
                            away.error());
                    table.retry(row.id(), now.plus(delay(row.attempts())), away.error());
                } else if (answered.sent() instanceof Sent.NotYet notYet) {
                    Duration wait = shortDelay(row.attempts());
                    table.retry(row.id(), now.plus(wait), notYet.error());
                    pause = wait.compareTo(pause) < 0 ? wait : pause;
                } else if (answered.sent() instanceof Sent.Refused refused) {
                    refused(row, refused.error(), now);
                }
            }
        }

        private void refused(Row row, String error, Instant now) {
            if (row.refusals() + 1 < REFUSALS) {
                table.refused(row.id(), now.plus(delay(row.refusals() + 1)), error);
            } else {
                log.error(
                        "Dead letter: the engine refuses {} {} of {} ({}). What follows for it waits until an admin retries or drops it.",
                        row.kind(),
                        row.target(),
                        row.aggregate(),
                        error);
                table.dead(row.id(), now, error);
            }
        }

        void stop() {
            wake();
            try {
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
