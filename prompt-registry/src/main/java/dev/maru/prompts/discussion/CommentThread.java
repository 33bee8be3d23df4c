package dev.maru.prompts.discussion;

import dev.maru.core.id.PromptId;
import dev.maru.core.id.ThreadId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comments about one place in the text of a version, oldest first.
 *
 * @param resolvedAt null as long as it is open
 */
public record CommentThread(
        ThreadId id,
        PromptId prompt,
        int version,
        TextAnchor anchor,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        List<Comment> comments) {
    public CommentThread {
        comments = List.copyOf(comments);
    }

    public boolean isOpen() {
        return resolvedAt == null;
    }
}
