package dev.maru.prompts;

import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** A body with its templates parsed, ready to render any number of times. */
final class CompiledPrompt {
    private final boolean isText;
    private final List<Piece> pieces;
    private final List<PromptVariable> variables;
    private final List<String> requiredPaths;

    /** Adds what it renders to the messages. */
    private interface Piece {
        void render(TemplateValues values, ArrayNode messages);
    }

    private CompiledPrompt(PromptBody body) {
        var templates = new Templates();
        this.isText = body.kind() == PromptKind.TEXT;
        this.pieces = switch (body) {
            case PromptBody.Text text -> List.of(templates.text(text.template()));
            case PromptBody.Chat chat -> templates.chat(chat.entries());
        };
        this.variables = List.copyOf(templates.variables.values());
        this.requiredPaths = templates.requiredPaths.stream().distinct().toList();
    }

    static CompiledPrompt of(PromptBody body) {
        return new CompiledPrompt(body);
    }

    /** Every template must parse, and no name may mean two things. */
    static void check(List<ChatEntry> entries) {
        new Templates().chat(entries);
    }

    List<PromptVariable> variables() {
        return variables;
    }

    /** Messages in the shape of OpenAI; a text prompt is one system message. */
    ArrayNode render(TemplateValues values) {
        requireAll(values);
        var messages = JsonNodeFactory.instance.arrayNode();
        pieces.forEach(piece -> piece.render(values, messages));
        return messages;
    }

    /** The text of a text prompt that was rendered to these messages, null for a chat prompt. */
    @Nullable
    String text(ArrayNode messages) {
        return isText ? messages.get(0).get("content").stringValue() : null;
    }

    private void requireAll(TemplateValues values) {
        var missing = new ArrayList<String>();
        requiredPaths.stream().filter(path -> !values.leadsToValue(path)).forEach(missing::add);
        variables.stream()
                .filter(variable -> variable.usage() == PromptVariable.Usage.MESSAGES && !values.has(variable.name()))
                .forEach(variable -> missing.add(variable.name()));
        if (!missing.isEmpty()) {
            throw new PlatformException(
                    PromptError.PROMPT_VARIABLES_MISSING,
                    "Give a value for "
                            + missing.stream().map(name -> "variables." + name).collect(Collectors.joining(", ")) + ".",
                    missing.stream()
                            .map(name -> new FieldError("variables." + name, "the prompt needs a value"))
                            .toList(),
                    null);
        }
    }

    /** Parses the templates of a body and gathers what they ask for. */
    private static final class Templates {
        private final Map<String, PromptVariable> variables = new LinkedHashMap<>();
        private final List<String> requiredPaths = new ArrayList<>();

        private Piece text(String template) {
            var parsed = parse("prompt", template);
            return (values, messages) ->
                    messages.addObject().put("role", ChatRole.SYSTEM.wireName()).put("content", parsed.render(values));
        }

        private List<Piece> chat(List<ChatEntry> entries) {
            var made = new ArrayList<Piece>();
            for (var entry : entries) {
                made.add(
                        switch (entry) {
                            case ChatEntry.Message message -> message("prompt[" + made.size() + "].content", message);
                            case ChatEntry.Placeholder placeholder -> placeholder(placeholder.name());
                        });
            }
            return made;
        }

        private Piece message(String field, ChatEntry.Message message) {
            var role = message.role().wireName();
            var content = content(field, message.content());
            var extras = message.extras();
            return (values, messages) -> {
                var rendered = messages.addObject().put("role", role);
                rendered.set("content", content.apply(values));
                extras.node().properties().forEach(extra -> rendered.set(extra.getKey(), extra.getValue()));
            };
        }

        private Function<TemplateValues, JsonNode> content(String field, MessageContent content) {
            return switch (content) {
                case MessageContent.Text text -> {
                    var parsed = parse(field, text.template());
                    yield values -> StringNode.valueOf(parsed.render(values));
                }
                case MessageContent.Parts parts -> tree(field, parts.json().node());
                case MessageContent.None none -> values -> NullNode.getInstance();
            };
        }

        private Function<TemplateValues, JsonNode> tree(String field, JsonNode node) {
            if (node.isString()) {
                var parsed = parse(field, node.stringValue());
                return values -> StringNode.valueOf(parsed.render(values));
            }
            if (node.isArray()) {
                var elements = new ArrayList<Function<TemplateValues, JsonNode>>(node.size());
                node.forEach(element -> elements.add(tree(field + "[" + elements.size() + "]", element)));
                return values -> {
                    var array = JsonNodeFactory.instance.arrayNode(elements.size());
                    elements.forEach(element -> array.add(element.apply(values)));
                    return array;
                };
            }
            if (node.isObject()) {
                var fields = new LinkedHashMap<String, Function<TemplateValues, JsonNode>>();
                node.properties()
                        .forEach(entry ->
                                fields.put(entry.getKey(), tree(field + "." + entry.getKey(), entry.getValue())));
                return values -> {
                    var object = JsonNodeFactory.instance.objectNode();
                    fields.forEach((name, value) -> object.set(name, value.apply(values)));
                    return object;
                };
            }
            return values -> node;
        }

        private Piece placeholder(String name) {
            var variable = new PromptVariable(name, PromptVariable.Usage.MESSAGES, true);
            var other = variables.put(name, variable);
            if (other != null) {
                throw PlatformException.invalid("prompt", name + " is used more than once; a placeholder stands once");
            }
            return (values, messages) ->
                    GivenMessages.of(name, values.get(name)).forEach(messages::add);
        }

        private PromptTemplate parse(String field, String template) {
            var parsed = PromptTemplate.parse(field, template);
            for (var variable : parsed.variables()) {
                var other = variables.get(variable.name());
                if (other != null && other.usage() == PromptVariable.Usage.MESSAGES) {
                    throw bothUses(variable.name());
                }
                variables.merge(variable.name(), variable, PromptVariable::merge);
            }
            requiredPaths.addAll(parsed.requiredPaths());
            return parsed;
        }

        private static PlatformException bothUses(String name) {
            return PlatformException.invalid(
                    "prompt", name + " is a variable and a placeholder at once; rename one of them");
        }
    }
}
