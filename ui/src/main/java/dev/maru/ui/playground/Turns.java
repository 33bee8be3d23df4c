package dev.maru.ui.playground;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages that follow an answer with tool calls. */
final class Turns {
    private static final JsonMapper JSON = new JsonMapper();

    private Turns() {}

    /**
     * The answer as the assistant's message, and a message for each result.
     *
     * @param results by the id of the call
     */
    static List<JsonNode> of(Answer answer, Map<String, String> results) {
        var messages = new ArrayList<JsonNode>();
        var assistant = JSON.createObjectNode().put("role", "assistant");
        if (answer.text().isEmpty()) {
            assistant.putNull("content");
        } else {
            assistant.put("content", answer.text());
        }
        messages.add(assistant);
        var calls = assistant.putArray("tool_calls");
        for (var call : answer.toolCalls()) {
            var made = calls.addObject().put("id", call.id()).put("type", "function");
            made.putObject("function").put("name", call.name()).put("arguments", call.arguments());
            messages.add(JSON.createObjectNode()
                    .put("role", "tool")
                    .put("tool_call_id", call.id())
                    .put("content", results.getOrDefault(call.id(), "")));
        }
        return messages;
    }
}
