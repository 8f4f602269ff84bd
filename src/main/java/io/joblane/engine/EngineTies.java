package io.joblane.engine;

import java.sql.Connection;
import java.sql.SQLException;
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
     * Keeps the keys in a database that is to replace the company's own, so that they are found in it however the replacement
     * ends.
     *
     * @param database a connection of the owner's to a database of a company, migrated
     */
    void keep(Connection database, Collection<Long> instances) throws SQLException;

    /**
     * Closes the rows of user tasks and drops the messages that were never sent: both belong to instances that are gone. Joins
     * the caller's transaction.
     */
    void cut();
}
