package io.joblane.notification.delivery;

import io.joblane.company.Companies;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Takes turns for one company until it is stopped. */
final class DeliveryLoop {
    private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);
    private static final Duration POLL = Duration.ofSeconds(2);
    /** What comes within a moment goes in one turn: many messages cost little more than one. */
    private static final Duration GATHER = Duration.ofMillis(150);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final String company;
    private final DeliveryTurn turn;
    private final Companies companies;
    private final Semaphore signal = new Semaphore(0);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    DeliveryLoop(String company, DeliveryTurn turn, Companies companies, Clock clock) {
        this.company = company;
        this.turn = turn;
        this.companies = companies;
        this.thread = Thread.ofVirtual().name("delivery-" + company).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void wake() {
        signal.release();
    }

    private void run() {
        boolean more = true;
        while (stopped.getCount() > 0) {
            try {
                if (!more && signal.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    stopped.await(GATHER.toMillis(), TimeUnit.MILLISECONDS);
                }
                signal.drainPermits();
                more = stopped.getCount() > 0
                        && turn.take(companies.suspension(company).isPresent());
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException | TransactionException e) {
                log.warn("Messages of {} wait for its database: {}", company, e.getMessage());
                more = pause();
            } catch (RuntimeException e) {
                // The loop goes on: what it had claimed comes again when its lease ends.
                log.error("Sending the messages of {} failed and goes on in a moment", company, e);
                more = pause();
            }
        }
    }

    /** @return false: then the loop waits for what comes */
    private boolean pause() {
        try {
            stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    void stop() {
        stopped.countDown();
        wake();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
