package dev.maru.gateway.protocol.anthropic;

import dev.maru.gateway.protocol.AnswerEvent.FinishReason;

/** Why an answer ended, in Anthropic's words. */
final class StopReasons {
    private StopReasons() {}

    static FinishReason read(String word) {
        return switch (word) {
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP;
        };
    }

    static String write(FinishReason reason) {
        return switch (reason) {
            case STOP -> "end_turn";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER -> "refusal";
        };
    }
}
