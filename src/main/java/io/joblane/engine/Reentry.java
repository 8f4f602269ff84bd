package io.joblane.engine;

/** Starts processes for a kind of aggregate whose instances are gone, after its company's database was restored. */
public interface Reentry {
    /**
     * Queues a start message for every open aggregate of the current company; its process finds its place from the aggregate's
     * status. Joins the caller's transaction.
     *
     * @return for how many
     */
    int startAgain();
}
