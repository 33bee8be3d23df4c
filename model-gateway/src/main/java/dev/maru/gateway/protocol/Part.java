package dev.maru.gateway.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a message. */
public sealed interface Part {
    record Text(String text, @Nullable CacheHint cache) implements Part {}

    /** @param detail how closely to look, in OpenAI's words: low, high, auto */
    record Image(
            Source source,
            @Nullable String detail,
            @Nullable CacheHint cache) implements Part {}

    /** A document such as a PDF. */
    record File(
            Source source, @Nullable String name, @Nullable CacheHint cache) implements Part {}

    /** @param format such as wav or mp3 */
    record Audio(String format, String base64) implements Part {}

    /** What the model called; the arguments are JSON text. */
    record ToolCall(
            String id,
            String name,
            String arguments,
            @Nullable String signature,
            @Nullable CacheHint cache) implements Part {}

    /** What came of a call. */
    record ToolResult(
            String callId,
            List<Part> content,
            boolean failed,
            @Nullable CacheHint cache) implements Part {
        public ToolResult {
            content = List.copyOf(content);
        }
    }

    /** What the model thought; the signature must go back unchanged with the text. */
    record Thinking(String text, @Nullable String signature) implements Part {}

    /** Thoughts that only the provider can read; they go back unchanged. */
    record HiddenThinking(String data) implements Part {}

    /** A refusal that the model gave before. */
    record Refusal(String text) implements Part {}

    /** Where the bytes of a picture or a document are. */
    sealed interface Source {
        record Url(String url) implements Source {}

        record Inline(String mediaType, String base64) implements Source {}

        /** An id that only one provider knows. */
        record FileId(String id) implements Source {}
    }
}
