package io.joblane.context;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Who the current thread works for; {@link Actor#SYSTEM} where nobody was set. */
public final class CurrentActor {
    private static final ThreadLocal<@Nullable Actor> CURRENT = new ThreadLocal<>();

    private CurrentActor() {}

    public static Actor get() {
        Actor actor = CURRENT.get();
        return actor == null ? Actor.SYSTEM : actor;
    }

    /** Runs {@code work} in the name of {@code actor} and puts back who was set before. */
    public static <T> T call(Actor actor, Callable<T> work) throws Exception {
        Actor before = CURRENT.get();
        CURRENT.set(actor);
        try {
            return work.call();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }
}
