package dev.maru.prompts.content;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptKind;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a version says: one template, or a list of messages with templates in them. */
public sealed interface PromptBody {
    PromptKind kind();

    TemplateSyntax syntax();

    /** The same body with each of its templates replaced. */
    PromptBody mapTemplates(UnaryOperator<String> replacement);

    /** One template that renders to one text. */
    record Text(TemplateSyntax syntax, String template) implements PromptBody {
        public Text {
            TemplateText.checkText("prompt", template);
            PromptTemplate.parse(syntax, "prompt", template);
        }

        public Text(String mustache) {
            this(TemplateSyntax.MUSTACHE, mustache);
        }

        @Override
        public PromptBody mapTemplates(UnaryOperator<String> replacement) {
            return new Text(syntax, replacement.apply(template));
        }

        @Override
        public PromptKind kind() {
            return PromptKind.TEXT;
        }
    }

    /** Messages and places for messages, in order. */
    record Chat(TemplateSyntax syntax, List<ChatEntry> entries) implements PromptBody {
        private static final int MAX_ENTRIES = 1_000;

        public Chat {
            entries = List.copyOf(entries);
            if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
                throw PlatformException.invalid("prompt", "give 1 to " + MAX_ENTRIES + " messages");
            }
            CompiledPrompt.check(syntax, entries);
        }

        public Chat(List<ChatEntry> mustache) {
            this(TemplateSyntax.MUSTACHE, mustache);
        }

        @Override
        public PromptBody mapTemplates(UnaryOperator<String> replacement) {
            return new Chat(
                    syntax,
                    entries.stream()
                            .map(entry -> entry.mapTemplates(replacement))
                            .toList());
        }

        @Override
        public PromptKind kind() {
            return PromptKind.CHAT;
        }
    }
}
