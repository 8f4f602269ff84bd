package io.joblane.engine;

import org.jspecify.annotations.Nullable;

/**
 * Does the work of one service task. Called in a transaction of the company's database that also records the activated
 * job, so that a job delivered twice has its effect once and gives the same answer twice. Must not call anything outside
 * the database: what needs that is a {@link PreparingWorker}.
 *
 * <p>An expected outcome is a returned variable; an exception is a fault: it rolls back, is tried again with a growing
 * delay, and ends as an incident that shows the exception's message where it is a {@link WorkerFault}.
 *
 * @param <V> a record: its component names are the variables (and task headers) that the job fetches
 */
public interface ServiceTaskWorker<V> {
    /** @return a record or map of variables for the process, or null for none */
    @Nullable Object handle(V variables);
}
