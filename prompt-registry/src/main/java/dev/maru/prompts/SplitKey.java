package dev.maru.prompts;

import dev.maru.core.id.Ids;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as far as splits care.
 *
 * @param key the same for the same caller; what has none is drawn anew each time
 */
record SplitKey(String key, Map<String, String> attributes) {
    SplitKey {
        attributes = Map.copyOf(attributes);
    }

    static SplitKey of(@Nullable String key, Map<String, String> attributes) {
        return new SplitKey(key == null ? Ids.timeOrdered().toString() : key, attributes);
    }
}
