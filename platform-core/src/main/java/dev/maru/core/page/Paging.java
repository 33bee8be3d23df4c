package dev.maru.core.page;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parameters of a list in pages, all of which end at an id. */
public final class Paging {
    public static final String DEFAULT_LIMIT = "50";
    private static final int MOST = 200;

    private Paging() {}

    public static int limit(int wanted) {
        if (wanted < 1 || wanted > MOST) {
            throw PlatformException.invalid("limit", "choose between 1 and " + MOST);
        }
        return wanted;
    }

    /** The cursor that a caller sends back; one that holds no id of the list was not made by it. */
    public static @Nullable Cursor after(@Nullable String encoded, Function<String, ?> id) {
        if (encoded == null) {
            return null;
        }
        var cursor = Cursor.decode(encoded, 1);
        try {
            var _ = id.apply(cursor.position().getFirst());
            return cursor;
        } catch (IllegalArgumentException e) {
            throw new PlatformException(
                    CoreError.INVALID_REQUEST, "cursor: use the nextCursor of the last page of this list", e);
        }
    }

    public static @Nullable String next(Page<?> page) {
        var next = page.next();
        return next == null ? null : next.encoded();
    }
}
