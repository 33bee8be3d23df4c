package dev.maru.prompts.content;

import dev.maru.core.problem.PlatformException;
import java.util.function.UnaryOperator;

/** A message of a chat prompt, or a place where the caller's messages go. */
public sealed interface ChatEntry {
    /** The same entry with each of its templates replaced. */
    ChatEntry mapTemplates(UnaryOperator<String> replacement);

    /**
     * One message.
     *
     * @param extras other fields such as {@code name}, {@code tool_calls} or {@code tool_call_id}, kept as they are
     */
    record Message(ChatRole role, MessageContent content, JsonValue extras) implements ChatEntry {
        public Message {
            if (!extras.node().isObject()) {
                throw new IllegalArgumentException("extras of a message are an object");
            }
        }

        @Override
        public ChatEntry mapTemplates(UnaryOperator<String> replacement) {
            return new Message(role, content.mapTemplates(replacement), extras);
        }

        public static Message of(ChatRole role, String template) {
            return new Message(role, new MessageContent.Text(template), JsonValue.EMPTY_OBJECT);
        }
    }

    /** Replaced by a list of messages, for example the history of a conversation. */
    record Placeholder(String name) implements ChatEntry {
        public Placeholder {
            if (!TemplateText.isName(name)) {
                throw PlatformException.invalid(
                        "name", "a placeholder is named like a variable: " + TemplateText.NAME_RULE);
            }
        }

        @Override
        public ChatEntry mapTemplates(UnaryOperator<String> replacement) {
            return this;
        }
    }
}
