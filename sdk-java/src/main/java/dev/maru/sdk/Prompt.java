package dev.maru.sdk;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of a prompt as Maru served it; it never changes.
 *
 * @param version 0 for a fallback
 * @param labels the labels of this version when it was fetched
 * @param config model, parameters and whatever else belongs to the version; numbers are {@link Number}s, decimals exact
 * @param contentHash equal for equal content, such as {@code sha256:…}; empty for a fallback
 * @param etag the quoted hash of the whole answer, empty for a fallback
 * @param variant the variant of a split that was chosen, null where nothing is split
 * @param answer all that Maru said, for what has no name of its own here; empty for a fallback
 * @param source where it comes from
 */
public record Prompt(
        String name,
        int version,
        List<String> labels,
        PromptBody body,
        Map<String, @Nullable Object> config,
        List<String> tags,
        List<PromptVariable> variables,
        String contentHash,
        String etag,
        @Nullable String variant,
        Map<String, @Nullable Object> answer,
        Source source) {
    public Prompt {
        labels = List.copyOf(labels);
        tags = List.copyOf(tags);
        variables = List.copyOf(variables);
    }

    /** Where a prompt comes from, best first. */
    public enum Source {
        /** Maru, which said so within the time to live. */
        MARU,
        /** Memory, while a newer answer is on its way or Maru cannot be asked. */
        STALE,
        /** The copy on disk, while Maru cannot be asked. */
        DISK,
        /** The body that the caller gave for this case. */
        FALLBACK
    }

    static Prompt fallback(String name, PromptBody body) {
        return new Prompt(
                name, 0, List.of(), body, Map.of(), List.of(), List.of(), "", "", null, Map.of(), Source.FALLBACK);
    }

    public boolean isChat() {
        return body instanceof PromptBody.Chat;
    }

    /** Whether this is the caller's own fallback instead of anything that Maru served. */
    public boolean isFallback() {
        return source == Source.FALLBACK;
    }

    /** Whether Maru may have something newer: it is being asked, or cannot be. */
    public boolean isStale() {
        return source == Source.STALE || source == Source.DISK;
    }

    /**
     * The template of a text prompt.
     *
     * @throws IllegalStateException if it is a chat prompt
     */
    public String text() {
        if (body instanceof PromptBody.Text text) {
            return text.template();
        }
        throw new IllegalStateException("the prompt \"" + name + "\" is a chat prompt; use messages()");
    }

    /**
     * The messages of a chat prompt.
     *
     * @throws IllegalStateException if it is a text prompt
     */
    public List<Map<String, @Nullable Object>> messages() {
        if (body instanceof PromptBody.Chat chat) {
            return chat.messages();
        }
        throw new IllegalStateException("the prompt \"" + name + "\" is a text prompt; use text()");
    }

    Prompt from(Source other) {
        return as(variant, other);
    }

    /** As a variant of a split, which is as fresh as what Maru said about the split. */
    Prompt as(@Nullable String chosen, Source other) {
        return new Prompt(
                name, version, labels, body, config, tags, variables, contentHash, etag, chosen, answer, other);
    }
}
