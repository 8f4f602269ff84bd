package io.joblane.engine;

import java.util.Collection;
import java.util.Set;

/** What ties the current company's database to the engine, for when the database is put back to an earlier state. */
public interface EngineTies {
    /** Keys of the process instances that worked for the company on this engine; most have ended. */
    Set<Long> instances();

    /**
     * Cancels those that still run. Called outside any transaction.
     *
     * @return how many did
     * @throws EngineUnavailableException where the engine does not answer; repeat it then
     */
    int cancel(Collection<Long> instances);

    /**
     * Closes the rows of user tasks and drops the messages that were never sent: both belong to instances that are gone. Keeps
     * the keys of {@code instances}, so that they are found again where their cancellation must be repeated. Joins the
     * caller's transaction.
     */
    void cut(Collection<Long> instances);
}
