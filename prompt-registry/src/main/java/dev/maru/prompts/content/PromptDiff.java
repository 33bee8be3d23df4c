package dev.maru.prompts.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The word-level difference of two versions, message by message, in their config and in the variables that they declare.
 */
public record PromptDiff(List<MessageDiff> messages, List<Segment> config, List<Segment> variables) {
    public PromptDiff {
        messages = List.copyOf(messages);
        variables = List.copyOf(variables);
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
                && config.stream().allMatch(PromptDiff::isEqual)
                && variables.stream().allMatch(PromptDiff::isEqual);
    }

    public static PromptDiff of(PromptContent before, PromptContent after) {
        return new PromptDiff(
                ChatDiff.of(before.body(), after.body()),
                WordDiff.of(
                        before.config().json().pretty(), after.config().json().pretty()),
                WordDiff.of(pretty(before.variables()), pretty(after.variables())));
    }

    static String pretty(DeclaredVariables variables) {
        return JsonValue.of(variables.json()).pretty();
    }

    private static boolean isEqual(Segment segment) {
        return segment.change() == Change.EQUAL;
    }
}
