package io.joblane.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.core.convert.converter.Converter;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Points in time and dates as clients send them: ISO-8601 texts of the years 1900 to 9999. Others parse, but neither every
 * database type nor every FEEL expression takes them.
 */
final class Moments {
    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 30);

    private Moments() {}

    /** @throws DateTimeException for anything else */
    static Instant instant(String text) {
        Instant instant = Instant.parse(text.trim());
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            throw new DateTimeException("Out of range: " + instant);
        }
        return instant;
    }

    /** @throws DateTimeException for anything else */
    static LocalDate date(String text) {
        LocalDate date = LocalDate.parse(text.trim());
        if (date.isBefore(FIRST_DAY) || date.isAfter(LAST_DAY)) {
            throw new DateTimeException("Out of range: " + date);
        }
        return date;
    }

    /** For bodies. */
    static SimpleModule module() {
        return new SimpleModule("moments")
                .addDeserializer(Instant.class, new FromText<>(Instant.class, Moments::instant))
                .addDeserializer(LocalDate.class, new FromText<>(LocalDate.class, Moments::date));
    }

    private static final class FromText<T> extends StdScalarDeserializer<T> {
        private final transient Converter<String, T> read;

        FromText(Class<T> type, Converter<String, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        @SuppressWarnings("unchecked") // Both handlers throw, or give a value of the handled type.
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (T) context.handleUnexpectedToken(context.constructType(handledType()), parser);
            }
            try {
                return read.convert(parser.getString());
            } catch (DateTimeException e) {
                return (T) context.handleWeirdStringValue(handledType(), parser.getString(), "not a time");
            }
        }
    }
}
