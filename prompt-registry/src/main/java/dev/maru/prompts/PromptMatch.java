package dev.maru.prompts;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a search found a prompt.
 *
 * @param version whose text it is, null for what belongs to all versions
 * @param before the text before what was found, cut to a few words like {@code after}
 * @param found as it is written there
 */
public record PromptMatch(Place place, @Nullable Integer version, String before, String found, String after) {
    /** What of a prompt is searched. */
    public enum Place {
        NAME,
        DESCRIPTION,
        TAGS,
        TEXT;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
