package dev.maru.prompts.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The word-level difference of two versions, message by message and in their config.
 */
public record PromptDiff(List<MessageDiff> messages, List<Segment> config) {
    public PromptDiff {
        messages = List.copyOf(messages);
        config = List.copyOf(config);
    }

    /** What happened to a run of words. */
    public enum Change {
        EQUAL,
        INSERT,
        DELETE
    }

    /** A run of words. */
    public record Segment(Change change, String text) {}

    /**
     * One message of either side; role is null for a text prompt and a placeholder.
     *
     * @param before its position in the old version, null if it is new
     * @param after its position in the new version, null if it is gone
     */
    public record MessageDiff(
            @Nullable Integer before,
            @Nullable Integer after,
            @Nullable String role,
            List<Segment> segments) {
        public MessageDiff {
            segments = List.copyOf(segments);
        }
    }

    public boolean isEmpty() {
        return messages.stream().flatMap(message -> message.segments().stream()).allMatch(PromptDiff::isEqual)
                && config.stream().allMatch(PromptDiff::isEqual);
    }

    public static PromptDiff of(
            PromptBody oldBody, PromptConfig oldConfig, PromptBody newBody, PromptConfig newConfig) {
        return new PromptDiff(
                ChatDiff.of(oldBody, newBody),
                WordDiff.of(oldConfig.json().pretty(), newConfig.json().pretty()));
    }

    private static boolean isEqual(Segment segment) {
        return segment.change() == Change.EQUAL;
    }
}
