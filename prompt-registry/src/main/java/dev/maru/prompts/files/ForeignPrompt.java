package dev.maru.prompts.files;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.content.DeclaredVariable;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.PromptJson;
import dev.maru.prompts.content.TemplateSyntax;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A prompt of somebody else's while it is put together; its templates are written when it is known in which syntax. */
final class ForeignPrompt {
    final ObjectNode config = JsonNodeFactory.instance.objectNode();
    final List<String> notes = new ArrayList<>();
    final List<DeclaredVariable> variables = new ArrayList<>();
    private final List<ForeignText> texts = new ArrayList<>();
    private final List<Function<TemplateSyntax, JsonNode>> entries = new ArrayList<>();
    private boolean chat;
    private @Nullable TemplateSyntax fixed;

    /** Only this syntax will do: a template is kept as it is. */
    void keep(TemplateSyntax syntax) {
        fixed = syntax;
    }

    void text(ForeignText text) {
        texts.add(text);
        entries.add(syntax -> JsonNodeFactory.instance.stringNode(text.write()));
    }

    /** A template that is one of ours already. */
    void ready(String template) {
        entries.add(syntax -> JsonNodeFactory.instance.stringNode(template));
    }

    ObjectNode message(String role) {
        chat = true;
        var message = JsonNodeFactory.instance.objectNode().put("role", role);
        entries.add(syntax -> message);
        return message;
    }

    /** Text of a message, set at the end. */
    String content(ForeignText text) {
        texts.add(text);
        return text.write();
    }

    void placeholder(String name) {
        chat = true;
        var entry =
                JsonNodeFactory.instance.objectNode().put("type", "placeholder").put("name", name);
        entries.add(syntax -> entry);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    ParsedPrompt finish(String file, String name) throws FileException {
        return finish(file, name, "", List.of(), Set.of(), "");
    }

    ParsedPrompt finish(
            String file, String name, String description, List<String> tags, Set<PromptLabel> labels, String message)
            throws FileException {
        if (isEmpty()) {
            throw new FileException(0, "holds no text and no message");
        }
        if (!chat && entries.size() > 1) {
            throw new FileException(0, "holds several texts; which of them belong together cannot be told");
        }
        var syntax = syntax();
        if (syntax == TemplateSyntax.SIMPLE && fixed == null) {
            notes.add("written in the simple syntax because of its braces: a variable without a value stays as it is");
        }
        try {
            var json = chat ? array(syntax) : entries.getFirst().apply(syntax);
            var draft = new PromptDraft(
                    PromptJson.read(PromptJson.kindOf(json), syntax, json),
                    new PromptConfig(JsonValue.of(config)),
                    new DeclaredVariables(variables),
                    message);
            var prompt = new NewPrompt(new PromptName(name), draft, description, tags, new LinkedHashSet<>(labels));
            return ParsedPrompt.of(file, prompt, notes);
        } catch (PlatformException e) {
            throw new FileException(0, e.detail(), e);
        }
    }

    private ArrayNode array(TemplateSyntax syntax) {
        var array = JsonNodeFactory.instance.arrayNode();
        entries.forEach(entry -> array.add(entry.apply(syntax)));
        return array;
    }

    private TemplateSyntax syntax() throws FileException {
        for (var syntax : fixed == null ? TemplateSyntax.values() : new TemplateSyntax[] {fixed}) {
            if (texts.stream().allMatch(text -> text.fits(syntax))) {
                return syntax;
            }
        }
        throw new FileException(0, "has braces in its text that no syntax here can tell from variables");
    }
}
