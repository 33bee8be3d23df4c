package dev.maru.core.page;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Where a page ended: the sort values of its last row, opaque to callers. */
public record Cursor(List<String> position) {
    private static final String SEPARATOR = "\u001f";

    public Cursor {
        position = List.copyOf(position);
    }

    public static Cursor of(String... position) {
        return new Cursor(List.of(position));
    }

    /** Reads {@link #encoded()}; {@code size} is the number of sort values that the list expects. */
    public static Cursor decode(String encoded, int size) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            var position = List.of(text.split(SEPARATOR, -1));
            if (position.size() == size) {
                return new Cursor(position);
            }
        } catch (IllegalArgumentException e) {
            throw new PlatformException(CoreError.INVALID_REQUEST, "cursor: use the nextCursor of the last page", e);
        }
        throw new PlatformException(CoreError.INVALID_REQUEST, "cursor: use the nextCursor of the last page");
    }

    public String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, position).getBytes(StandardCharsets.UTF_8));
    }
}
