package io.joblane.engine.task;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The tasks whose completion this process is sending, because a tap has decided them. Their completing listener, which runs
 * while the completion waits for its answer, then needs no look into the database; any other completion gets one.
 */
@Component
public class DecidedTasks {
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

    /** Sends the completion of a decided task. */
    public <T> CompletionStage<T> completing(long key, Supplier<? extends CompletionStage<T>> send) {
        underWay.add(key);
        CompletionStage<T> answer;
        try {
            answer = send.get();
        } catch (RuntimeException e) {
            underWay.remove(key);
            throw e;
        }
        return answer.whenComplete((done, fault) -> underWay.remove(key));
    }

    boolean contains(long key) {
        return underWay.contains(key);
    }
}
