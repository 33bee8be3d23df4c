package dev.maru.gateway.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A step of an answer, streamed or taken from a whole one, in no provider's words. */
public sealed interface AnswerEvent {
    /** The answer begins. */
    record Started(@Nullable String id, @Nullable String model) implements AnswerEvent {}

    record Text(int choice, String text) implements AnswerEvent {}

    record Refusal(int choice, String text) implements AnswerEvent {}

    record Thinking(int choice, String text) implements AnswerEvent {}

    /** Closes the thoughts so far; they are only accepted back with it. */
    record ThinkingSigned(int choice, String signature) implements AnswerEvent {}

    record HiddenThinking(int choice, String data) implements AnswerEvent {}

    /** @param index counts the calls of a choice from 0 */
    record ToolCallBegun(
            int choice,
            int index,
            String id,
            String name,
            @Nullable String signature) implements AnswerEvent {}

    /** A piece of the JSON text of a call's arguments. */
    record ToolArguments(int choice, int index, String piece) implements AnswerEvent {}

    /** Sources and the like, in the words of OpenAI's {@code annotations}. */
    record Annotated(int choice, JsonNode annotations) implements AnswerEvent {}

    record Finished(int choice, FinishReason reason) implements AnswerEvent {}

    /** Usage so far; the last one counts. */
    record Used(Usage usage) implements AnswerEvent {}

    /** The provider says that it failed. */
    record Failed(ProviderFault fault) implements AnswerEvent {}

    enum FinishReason {
        STOP,
        LENGTH,
        TOOL_CALLS,
        CONTENT_FILTER
    }
}
