package io.joblane.sales.domain;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.identity.OfficeGroup;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose prospects, contacts and visits somebody sees: salespeople their own, who runs the day all. */
final class Owners {
    private Owners() {}

    /** Null: everybody's. */
    static @Nullable UUID seen() {
        Actor actor = CurrentActor.get();
        return actor.isSystem() || !OfficeGroup.of(actor.roles()).isEmpty() ? null : actor.userId();
    }

    static boolean mayChange(UUID owner) {
        UUID only = seen();
        return only == null || only.equals(owner);
    }

    /** @throws IllegalStateException for the system, which sells nothing */
    static UUID self() {
        UUID id = CurrentActor.get().userId();
        if (id == null) {
            throw new IllegalStateException("Prospects belong to people");
        }
        return id;
    }

    /** The name without the role in brackets. */
    static String name() {
        Actor actor = CurrentActor.get();
        return actor.label().replaceAll(" \\([^()]*\\)$", "");
    }
}
