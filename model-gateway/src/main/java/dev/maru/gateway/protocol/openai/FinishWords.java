package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.AnswerEvent.FinishReason;

/** Why an answer ended, in the words of chat completions. */
final class FinishWords {
    private FinishWords() {}

    static FinishReason read(String word, boolean calledTools) {
        return switch (word) {
            case "length", "max_tokens", "model_length" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            // Some servers say "stop" after calls too.
            default -> calledTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
    }

    static String write(FinishReason reason) {
        return switch (reason) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
        };
    }
}
