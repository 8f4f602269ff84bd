package io.joblane.notification.delivery;

import io.joblane.context.CurrentCompany;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.EngineUnavailableException;
import io.joblane.notification.channel.Sender;
import io.joblane.notification.delivery.Courier.Plan;
import io.joblane.notification.delivery.Courier.Ready;
import io.joblane.notification.delivery.Verdict.Later;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One company's sending: record what was answered, claim what is due, find out where it goes, send it without waiting for the
 * answers. Only one thread takes turns.
 */
final class DeliveryTurn {
    private static final Logger log = LoggerFactory.getLogger(DeliveryTurn.class);
    private static final Duration UNDECIDED = Duration.ofSeconds(10);
    private static final int IN_FLIGHT = 1_000;
    private static final int CLAIM = 500;
    /** Requests at a time, so that one company cannot take all there are. */
    private static final int AT_ONCE = 16;

    private final String company;
    private final DeliveryTable table;
    private final Courier courier;
    private final Dispatch dispatch;
    private final Records records;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Semaphore all;
    private final Duration lease;
    private final Semaphore own = new Semaphore(AT_ONCE);
    private final Runnable wake;
    private final Set<UUID> inFlight = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Verdict> answers = new ConcurrentLinkedQueue<>();

    DeliveryTurn(
            String company,
            DeliveryTable table,
            Courier courier,
            Dispatch dispatch,
            Records records,
            TransactionTemplate transactions,
            Clock clock,
            MeterRegistry meters,
            Semaphore all,
            Duration lease,
            Runnable wake) {
        this.company = company;
        this.table = table;
        this.courier = courier;
        this.dispatch = dispatch;
        this.records = records;
        this.transactions = transactions;
        this.clock = clock;
        this.meters = meters;
        this.all = all;
        this.lease = lease;
        this.wake = wake;
    }

    /** @return whether there may be more to do at once */
    boolean take(boolean isSuspended) {
        boolean[] more = new boolean[1];
        CurrentCompany.run(company, () -> more[0] = takeInCompany(isSuspended));
        return more[0];
    }

    /** How many messages are with a provider now. */
    int inFlight() {
        return inFlight.size();
    }

    private boolean takeInCompany(boolean isSuspended) {
        List<Verdict> done = drain();
        int room = isSuspended ? 0 : Math.min(CLAIM, IN_FLIGHT - inFlight.size());
        if (done.isEmpty() && (room <= 0 || !table.hasWork(clock.instant()))) {
            return false;
        }
        List<Due> claimed = recordAndClaim(done, room);
        if (claimed.isEmpty()) {
            return !done.isEmpty() && table.hasWork(clock.instant());
        }
        Plan plan = plan(claimed);
        record(plan.verdicts());
        start(plan.ready());
        return claimed.size() == room || !plan.verdicts().isEmpty();
    }

    private List<Verdict> drain() {
        List<Verdict> done = new ArrayList<>();
        for (Verdict next = answers.poll(); next != null; next = answers.poll()) {
            done.add(next);
        }
        return done;
    }

    private List<Due> recordAndClaim(List<Verdict> done, int room) {
        List<Due> claimed = new ArrayList<>();
        try {
            transactions.executeWithoutResult(status -> {
                Instant now = clock.instant();
                records.write(done, now);
                if (room > 0) {
                    records.fallBack(now);
                    claimed.addAll(table.claim(room, now, lease));
                }
            });
        } catch (RuntimeException e) {
            // Keep what was answered for the next turn; until then the rows count as being sent.
            answers.addAll(done);
            throw e;
        }
        done.forEach(verdict -> inFlight.remove(verdict.row().id()));
        count(done);
        // A row that this process is still sending: its provider takes longer than the lease.
        claimed.removeIf(row -> inFlight.contains(row.id()));
        return claimed;
    }

    private Plan plan(List<Due> claimed) {
        try {
            return courier.plan(claimed);
        } catch (EngineUnavailableException | DecisionFailedException e) {
            log.error("Nobody says how messages of {} reach people; they wait: {}", company, e.getMessage());
            return waiting(claimed);
        } catch (RuntimeException e) {
            record(waiting(claimed).verdicts());
            throw e;
        }
    }

    /** Nothing was sent of them, so nothing is in doubt; those that were before are looked up later. */
    private Plan waiting(List<Due> claimed) {
        Instant later = clock.instant().plus(UNDECIDED);
        List<Verdict> verdicts = new ArrayList<>();
        for (Due row : claimed) {
            verdicts.add(new Verdict(
                    row,
                    null,
                    0,
                    row.inDoubt()
                            ? new Verdict.Doubt(later, "waits for the routing decision")
                            : new Later(later, "waits for the routing decision", false)));
        }
        return new Plan(verdicts, List.of());
    }

    private void record(List<Verdict> verdicts) {
        if (!verdicts.isEmpty()) {
            transactions.executeWithoutResult(status -> records.write(verdicts, clock.instant()));
            count(verdicts);
        }
    }

    private void start(List<Ready> ready) {
        ready.forEach(each -> inFlight.add(each.row().id()));
        Map<Sender, List<Ready>> bySender = new LinkedHashMap<>();
        ready.forEach(each -> bySender.computeIfAbsent(each.sender(), sender -> new ArrayList<>())
                .add(each));
        bySender.forEach((sender, group) -> {
            for (int from = 0; from < group.size(); from += sender.batchSize()) {
                List<Ready> batch = List.copyOf(group.subList(from, Math.min(group.size(), from + sender.batchSize())));
                Thread.ofVirtual().name("send-" + company).start(() -> send(batch));
            }
        });
    }

    private void send(List<Ready> batch) {
        try {
            own.acquire();
            try {
                all.acquire();
                try {
                    CurrentCompany.run(company, () -> answers.addAll(dispatch.send(batch)));
                } finally {
                    all.release();
                }
            } finally {
                own.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            // Nobody knows how far it came: the rows come again when their lease ends, in doubt.
            log.error("Sending failed for {}", company, e);
            batch.forEach(each -> inFlight.remove(each.row().id()));
        }
        wake.run();
    }

    private void count(List<Verdict> verdicts) {
        for (Verdict verdict : verdicts) {
            meters.counter(
                            "joblane.notifications",
                            "channel",
                            verdict.row().channel().key(),
                            "outcome",
                            verdict.change().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
                    .increment();
        }
    }
}
