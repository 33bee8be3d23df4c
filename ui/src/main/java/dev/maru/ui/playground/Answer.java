package dev.maru.ui.playground;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a streamed answer so far.
 *
 * @param reasoning what the model said it thought, where the provider tells
 * @param firstToken null as long as nothing was said
 * @param taken until now, or until the end
 * @param usage as the provider reported it, null if it has not
 */
record Answer(
        String text,
        String reasoning,
        List<ToolCall> toolCalls,
        @Nullable String finishReason,
        @Nullable Problem problem,
        @Nullable Duration firstToken,
        Duration taken,
        @Nullable Usage usage) {
    Answer {
        toolCalls = List.copyOf(toolCalls);
    }

    boolean isEmpty() {
        return text.isEmpty() && reasoning.isEmpty() && toolCalls.isEmpty();
    }

    /** A function that the model wants called; the arguments are JSON text as far as they have come. */
    record ToolCall(String id, String name, String arguments) {}

    /** Why an answer ended before its end, in the words of the gateway or the provider. */
    record Problem(@Nullable String code, String message) {}

    /** Tokens in the words of the OpenAI protocol: cached ones are inside the input, reasoning inside the output. */
    record Usage(long input, long output, long cached, long reasoning) {}
}
