package dev.maru.ui.playground;

import dev.maru.prompts.content.JsonValue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A chat request as a column sends it.
 *
 * @param turns what was said since: answers with tool calls, and the results of those
 */
record ChatRequest(String model, Prompt prompt, Question question, List<JsonNode> turns) {
    /** The page decides these, and a stream is what it reads. */
    private static final Set<String> DECIDED_HERE = Set.of("model", "messages", "prompt", "stream", "stream_options");

    private static final JsonMapper JSON = new JsonMapper();

    ChatRequest {
        turns = List.copyOf(turns);
    }

    /** What stands in front of the question. */
    sealed interface Prompt {
        /** A version of the registry as it is: the gateway renders it and notes it, as for any application. */
        record Registered(
                String name,
                @Nullable Integer version,
                @Nullable String label,
                JsonNode variables) implements Prompt {}

        /** Messages and parameters of the page, which no version stands for. */
        record Own(JsonValue messages, JsonValue config) implements Prompt {}
    }

    byte[] json() {
        var body = JSON.createObjectNode().put("model", model);
        switch (prompt) {
            case Prompt.Registered registered -> {
                body.set("prompt", reference(registered));
                question.follow(body.putArray("messages"));
            }
            case Prompt.Own(var messages, var config) -> {
                config.node().properties().stream()
                        .filter(field -> !DECIDED_HERE.contains(field.getKey()))
                        .forEach(field -> body.set(field.getKey(), field.getValue()));
                var all = body.putArray("messages");
                messages.node().forEach(all::add);
                question.join(all);
            }
        }
        turns.forEach(body.withArray("messages")::add);
        body.put("stream", true).putObject("stream_options").put("include_usage", true);
        return JSON.writeValueAsBytes(body);
    }

    private static ObjectNode reference(Prompt.Registered prompt) {
        var reference = JSON.createObjectNode().put("name", prompt.name());
        if (prompt.version() != null) {
            reference.put("version", prompt.version());
        } else {
            reference.put("label", prompt.label());
        }
        reference.set("variables", prompt.variables());
        return reference;
    }
}
