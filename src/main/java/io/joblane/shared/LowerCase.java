package io.joblane.shared;

import java.util.Locale;

/** Enums are written in lower case outside Java: {@code EN_ROUTE_PICKUP} is {@code en_route_pickup} in JSON, SQL and models. */
public final class LowerCase {
    private LowerCase() {}

    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a name the enum does not have */
    public static <E extends Enum<E>> E parse(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }
}
