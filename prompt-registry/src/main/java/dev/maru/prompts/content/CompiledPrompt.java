package dev.maru.prompts.content;

import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptError;
import dev.maru.prompts.PromptKind;
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
public final class CompiledPrompt {
    private final boolean isText;
    private final DeclaredVariables declared;
    private final List<Piece> pieces;
    private final List<PromptVariable> variables;
    private final List<String> requiredPaths;

    /** Adds what it renders to the messages. */
    private interface Piece {
        void render(TemplateValues values, ArrayNode messages);
    }

    private CompiledPrompt(PromptBody body, DeclaredVariables declared) {
        var templates = new Templates(body.syntax());
        this.isText = body.kind() == PromptKind.TEXT;
        this.pieces = switch (body) {
            case PromptBody.Text text -> List.of(templates.text(text.template()));
            case PromptBody.Chat chat -> templates.chat(chat.entries());
        };
        this.declared = declared;
        this.variables = templates.variables.values().stream()
                .map(variable -> variable.as(declared.find(variable.name())))
                .toList();
        this.requiredPaths = templates.requiredPaths.stream()
                .distinct()
                .filter(this::isRequired)
                .toList();
    }

    /** @param body without references */
    public static CompiledPrompt of(PromptBody body, DeclaredVariables declared) {
        return new CompiledPrompt(body, declared);
    }

    /** A path is required unless the variable that it begins with is declared optional. */
    private boolean isRequired(String path) {
        int dot = path.indexOf('.');
        var variable = declared.find(dot < 0 ? path : path.substring(0, dot));
        return variable == null || variable.required();
    }

    /** Every template must parse, and no name may mean two things. */
    static void check(TemplateSyntax syntax, List<ChatEntry> entries) {
        new Templates(syntax).chat(entries);
    }

    public List<PromptVariable> variables() {
        return variables;
    }

    /** Messages in the shape of OpenAI; a text prompt is one system message. */
    public ArrayNode render(JsonNode given) {
        var values = TemplateValues.of(declared.complete(given));
        requireAll(values);
        var messages = JsonNodeFactory.instance.arrayNode();
        pieces.forEach(piece -> piece.render(values, messages));
        return messages;
    }

    /** The text of a text prompt that was rendered to these messages, null for a chat prompt. */
    @Nullable
    public String text(ArrayNode messages) {
        return isText ? messages.get(0).get("content").stringValue() : null;
    }

    private void requireAll(TemplateValues values) {
        var missing = new ArrayList<String>();
        requiredPaths.stream().filter(path -> !values.leadsToValue(path)).forEach(missing::add);
        variables.stream()
                .filter(variable -> needsAValue(variable) && !values.has(variable.name()))
                .map(PromptVariable::name)
                .filter(name -> !missing.contains(name))
                .forEach(missing::add);
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

    private static boolean needsAValue(PromptVariable variable) {
        return variable.usage() == PromptVariable.Usage.MESSAGES || variable.declared() != null && variable.required();
    }

    /** Parses the templates of a body and gathers what they ask for. */
    private static final class Templates {
        private final TemplateSyntax syntax;
        private final Map<String, PromptVariable> variables = new LinkedHashMap<>();
        private final List<String> requiredPaths = new ArrayList<>();

        private Templates(TemplateSyntax syntax) {
            this.syntax = syntax;
        }

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
            var parsed = PromptTemplate.parse(syntax, field, template);
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
