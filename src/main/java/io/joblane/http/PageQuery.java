package io.joblane.http;

import io.joblane.shared.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for. A controller takes it as a parameter; it comes from the query parameters {@code limit}
 * (1..200, default 50) and {@code after}.
 */
public record PageQuery(int limit, @Nullable Cursor after) {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    /** The first page of the usual size. */
    public static PageQuery first() {
        return new PageQuery(DEFAULT_LIMIT, null);
    }

    /** How many rows to read: one more than is shown, which tells whether a next page exists. */
    public int fetch() {
        return limit + 1;
    }

    /**
     * @param rows up to {@link #fetch()} rows in order
     * @param cursor the {@link Cursor#of cursor} of a row
     */
    public <R> Page<R> page(List<R> rows, Function<R, String> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<R> shown = List.copyOf(rows.subList(0, limit));
        return new Page<>(shown, cursor.apply(shown.get(limit - 1)));
    }
}
