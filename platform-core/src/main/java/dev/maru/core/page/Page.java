package dev.maru.core.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Some items of a list and, unless it is the last page, where the next one begins. */
public record Page<T>(List<T> items, @Nullable Cursor next) {
    public Page {
        items = List.copyOf(items);
    }

    /** Cuts a list fetched with one row too many to {@code limit} items. */
    public static <T> Page<T> of(List<T> limitPlusOne, int limit, Function<T, Cursor> cursor) {
        if (limitPlusOne.size() <= limit) {
            return new Page<>(limitPlusOne, null);
        }
        var items = limitPlusOne.subList(0, limit);
        return new Page<>(items, cursor.apply(items.getLast()));
    }

    public <R> Page<R> map(Function<T, R> item) {
        return new Page<>(items.stream().map(item).toList(), next);
    }
}
