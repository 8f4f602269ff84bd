package io.joblane.http.openapi;

import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The description's generator takes Java's names for enums; ours are in lower case. */
final class EnumNames {
    private EnumNames() {}

    static void lowerCase(@Nullable Schema<?> schema) {
        if (schema == null) {
            return;
        }
        rename(schema);
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(EnumNames::lowerCase);
        }
        lowerCase(schema.getItems());
    }

    private static <T> void rename(Schema<T> schema) {
        @Nullable List<T> names = schema.getEnum();
        if (names != null) {
            schema.setEnum(names.stream().map(EnumNames::lowerCase).toList());
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T lowerCase(T name) {
        return name instanceof String text ? (T) text.toLowerCase(Locale.ROOT) : name;
    }
}
