package dev.maru.ui.playground;

import dev.maru.prompts.content.PromptBody;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a column, so that it can be copied and brought back.
 *
 * @param body null means as the source says
 * @param config null means as the source says
 */
record ColumnState(
        ColumnLink link,
        @Nullable PromptBody body,
        @Nullable ColumnConfig config) {
    static ColumnState of(ColumnLink link) {
        return new ColumnState(link, null, null);
    }

    ColumnState with(@Nullable String model) {
        return new ColumnState(link.with(model), body, config);
    }
}
