package dev.maru.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what Maru answers about prompts; fields that a later Maru adds are left alone. */
final class PromptJson {
    private PromptJson() {}

    /** Reads the answer of a fetch. */
    static Prompt prompt(byte[] json, String etag) throws Json.UnreadableException {
        var object = Json.readObject(json);
        return new Prompt(
                text(object, "name"),
                number(object, "version"),
                texts(object.get("labels")),
                body(object.get("prompt")),
                config(object),
                texts(object.get("tags")),
                variables(object.get("variables")),
                text(object, "contentHash"),
                etag,
                object.get("variant") instanceof String variant ? variant : null,
                object,
                Prompt.Source.MARU);
    }

    /** Reads the answer of a rendering. */
    static RenderedPrompt rendered(byte[] json) throws Json.UnreadableException {
        var object = Json.readObject(json);
        return new RenderedPrompt(
                text(object, "name"),
                number(object, "version"),
                object.get("label") instanceof String label ? label : null,
                object.get("text") instanceof String text ? text : null,
                messages(object.get("messages")),
                config(object));
    }

    private static PromptBody body(@Nullable Object body) throws Json.UnreadableException {
        return body instanceof String text ? new PromptBody.Text(text) : new PromptBody.Chat(messages(body));
    }

    private static List<Map<String, @Nullable Object>> messages(@Nullable Object list) throws Json.UnreadableException {
        var messages = new ArrayList<Map<String, @Nullable Object>>();
        if (!(list instanceof List<?> elements)) {
            throw new Json.UnreadableException("there is neither a text nor a list of messages", null);
        }
        for (var element : elements) {
            if (!(element instanceof Map<?, ?> message)) {
                throw new Json.UnreadableException("a message is no object", null);
            }
            messages.add(fields(message));
        }
        return messages;
    }

    private static Map<String, @Nullable Object> config(Map<String, @Nullable Object> object) {
        return object.get("config") instanceof Map<?, ?> config ? fields(config) : Map.of();
    }

    private static List<PromptVariable> variables(@Nullable Object list) {
        var variables = new ArrayList<PromptVariable>();
        if (list instanceof List<?> elements) {
            for (var element : elements) {
                if (element instanceof Map<?, ?> variable && variable.get("name") instanceof String name) {
                    var usage = variable.get("usage") instanceof String text ? text : "";
                    variables.add(new PromptVariable(name, usage, Boolean.TRUE.equals(variable.get("required"))));
                }
            }
        }
        return List.copyOf(variables);
    }

    private static List<String> texts(@Nullable Object list) {
        return list instanceof List<?> elements
                ? elements.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    private static String text(Map<String, @Nullable Object> object, String field) {
        return object.get(field) instanceof String text ? text : "";
    }

    private static int number(Map<String, @Nullable Object> object, String field) throws Json.UnreadableException {
        if (object.get(field) instanceof Integer number) {
            return number;
        }
        throw new Json.UnreadableException("there is no number in the field " + field, null);
    }

    /** Objects of JSON have texts as names, and {@link Json} made this one. */
    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> fields(Map<?, ?> object) {
        return (Map<String, @Nullable Object>) object;
    }
}
