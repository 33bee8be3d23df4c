package dev.maru.sdk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a prompt says, with its variables not yet filled in. */
public sealed interface PromptBody {
    static PromptBody text(String template) {
        return new Text(template);
    }

    /** Messages in OpenAI's form, such as {@code Map.of("role", "system", "content", "Be brief.")}. */
    static PromptBody chat(List<? extends Map<String, ? extends @Nullable Object>> messages) {
        return new Chat(List.copyOf(messages.stream()
                .map(message -> Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(message)))
                .toList()));
    }

    /** One text. */
    record Text(String template) implements PromptBody {}

    /**
     * A list of messages.
     *
     * @param messages as Maru sent them: OpenAI's messages, and objects of type {@code placeholder} where rendering puts
     *     messages in
     */
    record Chat(List<Map<String, @Nullable Object>> messages) implements PromptBody {
        public Chat {
            messages = List.copyOf(messages);
        }
    }
}
