package io.joblane.notification.process;

import io.joblane.engine.WorkerFault;
import io.joblane.shared.LowerCase;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the task header {@code event}. */
final class Events {
    private Events() {}

    /** @throws WorkerFault that tells the analyst which events there are */
    static <E extends Enum<E>> E parse(Class<E> type, @Nullable String event) {
        return Arrays.stream(type.getEnumConstants())
                .filter(known -> LowerCase.of(known).equals(event))
                .findFirst()
                .orElseThrow(() -> new WorkerFault("The task's header 'event' is '" + event + "'; it must be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(LowerCase::of)
                                .collect(Collectors.joining(", "))
                        + ". Correct the model, deploy it, and migrate the instance."));
    }
}
