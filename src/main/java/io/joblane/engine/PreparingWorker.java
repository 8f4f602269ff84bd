package io.joblane.engine;

import org.jspecify.annotations.Nullable;

/**
 * A worker that asks something outside the database first, e.g. a decision: {@link #prepare} runs without a transaction and
 * may run twice, {@link #handle} as in {@link ServiceTaskWorker}.
 *
 * @param <P> what was prepared
 */
public interface PreparingWorker<V, P> {
    P prepare(V variables);

    @Nullable Object handle(V variables, P prepared);
}
