package dev.maru.prompts.content;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The JSON form of bodies, the same in the database, on the wire and under the hash. */
public final class PromptJson {
    private static final String PLACEHOLDER = "placeholder";
    private static final Set<String> OWN_FIELDS = Set.of("role", "content");

    private PromptJson() {}

    /** A JSON text for a text prompt, an array for a chat prompt. */
    public static JsonNode write(PromptBody body) {
        return switch (body) {
            case PromptBody.Text text -> StringNode.valueOf(text.template());
            case PromptBody.Chat chat -> {
                var entries = JsonNodeFactory.instance.arrayNode();
                chat.entries().forEach(entry -> entries.add(write(entry)));
                yield entries;
            }
        };
    }

    /** Reads what {@link #write} writes; errors name the field below {@code prompt}. */
    public static PromptBody read(PromptKind kind, TemplateSyntax syntax, JsonNode json) {
        return switch (kind) {
            case TEXT -> {
                if (!json.isString()) {
                    throw PlatformException.invalid("prompt", "a text prompt is one text");
                }
                yield new PromptBody.Text(syntax, json.stringValue());
            }
            case CHAT -> readChat(syntax, json);
        };
    }

    /** Text or chat, as the JSON looks. */
    public static PromptKind kindOf(JsonNode json) {
        return json.isString() ? PromptKind.TEXT : PromptKind.CHAT;
    }

    /** Reads the JSON of a body that a person wrote. */
    public static PromptBody parse(PromptKind kind, TemplateSyntax syntax, String json) {
        return read(kind, syntax, CanonicalJson.parse("prompt", json).node());
    }

    /** What the hash is taken over. */
    public static String content(PromptBody body, PromptConfig config, DeclaredVariables variables) {
        var content = JsonNodeFactory.instance.objectNode();
        content.put("kind", body.kind().wireName());
        // Left out where they say nothing, so that hashes from before there were any still hold.
        if (body.syntax() != TemplateSyntax.MUSTACHE) {
            content.put("syntax", body.syntax().wireName());
        }
        if (!variables.list().isEmpty()) {
            content.set("variables", variables.json());
        }
        content.set("prompt", write(body));
        content.set("config", config.json().node());
        return CanonicalJson.write(content);
    }

    private static JsonNode write(ChatEntry entry) {
        var object = JsonNodeFactory.instance.objectNode();
        switch (entry) {
            case ChatEntry.Placeholder placeholder ->
                object.put("type", PLACEHOLDER).put("name", placeholder.name());
            case ChatEntry.Message message -> {
                object.put("role", message.role().wireName());
                object.set("content", write(message.content()));
                message.extras().node().properties().forEach(field -> object.set(field.getKey(), field.getValue()));
            }
        }
        return object;
    }

    private static JsonNode write(MessageContent content) {
        return switch (content) {
            case MessageContent.Text text -> StringNode.valueOf(text.template());
            case MessageContent.Parts parts -> parts.json().node();
            case MessageContent.None none -> NullNode.getInstance();
        };
    }

    private static PromptBody readChat(TemplateSyntax syntax, JsonNode json) {
        if (!json.isArray()) {
            throw PlatformException.invalid("prompt", "a chat prompt is a list of messages");
        }
        var entries = new ArrayList<ChatEntry>(json.size());
        for (var element : json) {
            entries.add(below("prompt[" + entries.size() + "]", () -> readEntry(element)));
        }
        return new PromptBody.Chat(syntax, entries);
    }

    private static ChatEntry readEntry(JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            throw PlatformException.invalid("", "give an object with role and content");
        }
        if (PLACEHOLDER.equals(text(object, "type")) && !object.has("role")) {
            var name = text(object, "name");
            if (object.size() != 2) {
                throw PlatformException.invalid("", "a placeholder has type and name, nothing else");
            }
            return new ChatEntry.Placeholder(name);
        }
        var extras = object.deepCopy();
        extras.remove(OWN_FIELDS);
        return new ChatEntry.Message(readRole(object), readContent(object), JsonValue.of(extras));
    }

    private static ChatRole readRole(ObjectNode message) {
        return ChatRole.ofWireName(text(message, "role"))
                .orElseThrow(() -> PlatformException.invalid(
                        "role",
                        "use one of "
                                + Arrays.stream(ChatRole.values())
                                        .map(ChatRole::wireName)
                                        .collect(Collectors.joining(", "))));
    }

    private static MessageContent readContent(ObjectNode message) {
        var content = message.get("content");
        if (content == null || content.isNull()) {
            if (!message.has("tool_calls")) {
                throw PlatformException.invalid("content", "only a message with tool_calls goes without");
            }
            return new MessageContent.None();
        }
        return content.isString()
                ? new MessageContent.Text(content.stringValue())
                : new MessageContent.Parts(JsonValue.of(content));
    }

    private static String text(ObjectNode object, String field) {
        var value = object.get(field);
        return value != null && value.isString() ? value.stringValue() : "";
    }

    /** Puts the path of the element in front of the field that its reader complains about. */
    static <T> T below(String path, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (PlatformException e) {
            var fields = e.fields().stream()
                    .map(field -> new FieldError(
                            field.field().isEmpty() ? path : path + "." + field.field(), field.message()))
                    .toList();
            if (fields.isEmpty()) {
                throw e;
            }
            var first = fields.getFirst();
            var code = e.code() == CoreError.INVALID_FIELD ? CoreError.INVALID_FIELD : e.code();
            throw new PlatformException(code, first.field() + ": " + first.message(), fields, e);
        }
    }
}
