package dev.maru.prompts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which prompts to list; null asks for nothing.
 *
 * @param search words that all occur in the name, the description, the tags or the text of a version that is newest or labelled
 * @param folder a folder without a slash at its end; its sub-folders count
 */
public record PromptFilter(
        @Nullable String search,
        @Nullable PromptLabel label,
        @Nullable String tag,
        @Nullable String folder,
        @Nullable Instant updatedAfter,
        @Nullable Instant updatedBefore,
        boolean archived) {
    public static final PromptFilter ALL = new PromptFilter(null, null, null, null, null, false);

    public PromptFilter(
            @Nullable String search,
            @Nullable PromptLabel label,
            @Nullable String tag,
            @Nullable String folder,
            @Nullable Instant updatedAfter,
            boolean archived) {
        this(search, label, tag, folder, updatedAfter, null, archived);
    }
}
