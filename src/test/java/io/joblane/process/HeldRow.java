package io.joblane.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A transaction that has locked a row and ends when this is closed. */
public final class HeldRow implements AutoCloseable {
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CompletableFuture<Void> ended;

    /** @param transaction locks the row, then runs what it is given, then ends */
    HeldRow(Consumer<Runnable> transaction) {
        ended = CompletableFuture.runAsync(
                () -> transaction.accept(this::stay), command -> new Thread(command, "held-row").start());
        ended.whenComplete((nothing, fault) -> held.countDown());
        uninterrupted(held);
    }

    private void stay() {
        held.countDown();
        uninterrupted(released);
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    /** Releases the row; a transaction that failed shows here. */
    @Override
    public void close() {
        released.countDown();
        ended.join();
    }
}
