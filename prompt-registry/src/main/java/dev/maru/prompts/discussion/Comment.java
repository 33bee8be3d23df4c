package dev.maru.prompts.discussion;

import dev.maru.core.id.CommentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said.
 *
 * @param author the stable id of who wrote it, beside the name as it was then
 */
public record Comment(
        CommentId id,
        String text,
        String author,
        String writtenBy,
        Instant writtenAt,
        @Nullable Instant editedAt) {}
