package io.joblane.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** What ties the current company's database to the engine, for when the database is put back to an earlier state. */
public interface EngineTies {
    /**
     * Keys of the process instances that worked for a company on this engine; most have ended.
     *
     * @param database a connection of the owner's to the company's database, to which nobody else writes any more
     */
    Set<Long> instances(Connection database) throws SQLException;

    /**
     * Cancels those that still run. Called outside any transaction.
     *
     * @return how many did
     * @throws EngineUnavailableException where the engine does not answer; repeat it then
     */
    int cancel(Collection<Long> instances);

    /**
     * Marks a database that is to replace the company's own as the work of that restore: an instance that was started before, and
     * comes to its first job only then, is ended. Keeps the keys of those that are known, so that they are found in it however
     * the replacement ends.
     *
     * @param database a connection of the owner's to a database of a company, migrated
     */
    void mark(Connection database, UUID restoration, Collection<Long> instances) throws SQLException;

    /**
     * Closes the rows of user tasks and drops the messages that were never sent: both belong to instances that are gone. Joins
     * the caller's transaction.
     */
    void cut();
}
