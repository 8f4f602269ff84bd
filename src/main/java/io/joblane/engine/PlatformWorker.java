package io.joblane.engine;

import org.jspecify.annotations.Nullable;

/**
 * Does the work of a service task of a process that belongs to no company, e.g. the one that starts what is due in each of
 * them. Called outside any transaction and without a company; for whichever company it works it says so itself. No company's
 * database can record that the job was done, so a job that is delivered twice comes here twice: what it does in a company it
 * must do under a unique row of that company's.
 *
 * @param <V> a record: its component names are the variables (and task headers) that the job fetches
 */
public interface PlatformWorker<V> {
    /** @return a record or map of variables for the process, or null for none */
    @Nullable Object handle(V variables);
}
