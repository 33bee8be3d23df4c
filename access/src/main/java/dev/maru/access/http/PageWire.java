package dev.maru.access.http;

import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.problem.PlatformException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page of a list; {@code nextCursor} is missing on the last one. */
record PageWire<W>(List<W> items, @Nullable String nextCursor) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    static <T, W> PageWire<W> of(Page<T> page, Function<T, W> wire) {
        var next = page.next();
        return new PageWire<>(page.items().stream().map(wire).toList(), next == null ? null : next.encoded());
    }

    static <T, W> PageWire<W> of(List<T> all, Function<T, W> wire) {
        return new PageWire<>(all.stream().map(wire).toList(), null);
    }

    static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return DEFAULT_LIMIT;
        }
        if (asked < 1 || asked > HIGHEST_LIMIT) {
            throw PlatformException.invalid("limit", "choose between 1 and " + HIGHEST_LIMIT);
        }
        return asked;
    }

    static @Nullable Cursor cursor(@Nullable String encoded) {
        return encoded == null || encoded.isEmpty() ? null : Cursor.decode(encoded, 1);
    }
}
