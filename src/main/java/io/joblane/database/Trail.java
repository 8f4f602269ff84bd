package io.joblane.database;

import io.joblane.context.Actor;
import io.joblane.context.CurrentCompany;
import io.joblane.context.Origin;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What the trigger that writes audit entries needs to know of a transaction, as one JSON object. */
final class Trail {
    private final Clock clock;

    Trail(Clock clock) {
        this.clock = clock;
    }

    String of(Actor actor, Origin origin) {
        StringBuilder json = new StringBuilder(200)
                .append("{\"at\":\"")
                .append(clock.instant())
                .append('"');
        add(json, "user", actor.userId() == null ? null : actor.userId().toString());
        add(json, "name", actor.label());
        // Nobody is signed in on a public route, but it was no worker either.
        add(json, "class", actor.isSystem() && origin.address() != null ? "public" : actor.rowClass());
        add(json, "company", CurrentCompany.get().orElse(null));
        add(json, "address", origin.address());
        add(json, "request", origin.requestId());
        add(
                json,
                "instance",
                origin.instanceKey() == null ? null : origin.instanceKey().toString());
        return json.append('}').toString();
    }

    private static void add(StringBuilder json, String name, @Nullable String value) {
        if (value == null) {
            return;
        }
        json.append(",\"").append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                // JSON allows no bare control characters, and PostgreSQL no NUL; a name loses nothing by a space.
                json.append(' ');
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
