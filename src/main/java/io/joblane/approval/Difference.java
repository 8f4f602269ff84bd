package io.joblane.approval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request would change, field by field.
 *
 * @param fields their values are texts, whole numbers, booleans or null, as JSON keeps them
 */
public record Difference(Map<String, Change> fields) {
    public Difference {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** One field. */
    public record Change(@Nullable Object before, @Nullable Object after) {}

    /** Of the fields that are wanted, those that are not so yet. */
    public static Difference between(Map<String, @Nullable Object> before, Map<String, @Nullable Object> wanted) {
        Map<String, Change> fields = new LinkedHashMap<>();
        wanted.forEach((field, after) -> {
            if (!Objects.equals(before.get(field), after)) {
                fields.put(field, new Change(before.get(field), after));
            }
        });
        return new Difference(fields);
    }

    /** Of something that is not there yet. */
    public static Difference ofNew(Map<String, @Nullable Object> fields) {
        Map<String, Change> all = new LinkedHashMap<>();
        fields.forEach((field, after) -> all.put(field, new Change(null, after)));
        return new Difference(all);
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    public boolean has(String field) {
        return fields.containsKey(field);
    }

    /** What the field becomes; null where it is cleared or not changed. */
    public @Nullable Object after(String field) {
        Change change = fields.get(field);
        return change == null ? null : change.after();
    }

    /** {@link #after} of a field that holds a text. */
    public @Nullable String text(String field) {
        Object after = after(field);
        return after == null ? null : after.toString();
    }

    /** The same change, seen from what is there now. */
    public Difference from(Map<String, @Nullable Object> now) {
        Map<String, Change> moved = new LinkedHashMap<>();
        fields.forEach((field, change) -> moved.put(field, new Change(now.get(field), change.after())));
        return new Difference(moved);
    }
}
