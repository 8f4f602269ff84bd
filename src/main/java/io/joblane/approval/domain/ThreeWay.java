package io.joblane.approval.domain;

import io.joblane.approval.Difference;
import io.joblane.approval.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change whose target has moved on, field by field: what the submitter saw, what is there now, what is wanted.
 *
 * @param targetVersion of what is there now; whoever approves having seen it says so
 */
public record ThreeWay(int targetVersion, Map<String, Field> fields) {
    /** @param changed whether somebody else has changed this field meanwhile */
    public record Field(
            @Nullable Object submitted,
            @Nullable Object now,
            @Nullable Object wanted,
            boolean changed) {}

    static ThreeWay of(Difference difference, Target now) {
        Map<String, Field> fields = new LinkedHashMap<>();
        difference.fields().forEach((name, change) -> {
            Object there = now.fields().get(name);
            fields.put(
                    name, new Field(change.before(), there, change.after(), !Objects.equals(change.before(), there)));
        });
        return new ThreeWay(now.version(), fields);
    }
}
