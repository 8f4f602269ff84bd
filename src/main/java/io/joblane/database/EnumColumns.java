package io.joblane.database;

import io.joblane.shared.LowerCase;
import java.util.List;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;

/** Enum properties as lower-case text columns. */
final class EnumColumns {
    static final List<Object> CONVERTERS = List.of(new Write(), new Read());

    private EnumColumns() {}

    @WritingConverter
    private static final class Write implements Converter<Enum<?>, String> {
        @Override
        public String convert(Enum<?> value) {
            return LowerCase.of(value);
        }
    }

    @ReadingConverter
    @SuppressWarnings("rawtypes")
    private static final class Read implements ConverterFactory<String, Enum> {
        @Override
        @SuppressWarnings("unchecked")
        public <E extends Enum> Converter<String, E> getConverter(Class<E> type) {
            return text -> (E) LowerCase.parse((Class<? extends Enum>) type, text);
        }
    }
}
