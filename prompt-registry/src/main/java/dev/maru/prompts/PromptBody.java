package dev.maru.prompts;

import dev.maru.core.problem.PlatformException;
import java.util.List;

/** What a version says: one template, or a list of messages with templates in them. */
public sealed interface PromptBody {
    PromptKind kind();

    /** One template that renders to one text. */
    record Text(String template) implements PromptBody {
        public Text {
            TemplateText.check("prompt", template);
        }

        @Override
        public PromptKind kind() {
            return PromptKind.TEXT;
        }
    }

    /** Messages and places for messages, in order. */
    record Chat(List<ChatEntry> entries) implements PromptBody {
        private static final int MAX_ENTRIES = 1_000;

        public Chat {
            entries = List.copyOf(entries);
            if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
                throw PlatformException.invalid("prompt", "give 1 to " + MAX_ENTRIES + " messages");
            }
            CompiledPrompt.check(entries);
        }

        @Override
        public PromptKind kind() {
            return PromptKind.CHAT;
        }
    }
}
