package dev.maru.gateway.provider.offline;

import dev.maru.core.id.Ids;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An answer in the shape of the OpenAI protocol, marked as the offline model's everywhere a client looks. */
final class OfflineWire {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String NAME = "maru/offline";
    private static final String FINGERPRINT = "maru-offline";

    private final String id = "chatcmpl-" + Ids.timeOrdered();
    private final long created;
    private final int promptTokens;
    private final int completionTokens;
    private final String finishReason;

    OfflineWire(long created, int promptTokens, int completionTokens, String finishReason) {
        this.created = created;
        this.promptTokens = promptTokens;
        this.completionTokens = completionTokens;
        this.finishReason = finishReason;
    }

    static byte[] error(String message) {
        return JSON.writeValueAsBytes(
                Map.of("error", Map.of("message", message, "type", "invalid_request_error", "code", "unsupported")));
    }

    byte[] completion(String text) {
        var root = head("chat.completion");
        var choice = root.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", text);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        putUsage(root);
        return JSON.writeValueAsBytes(root);
    }

    /** The stream: role, a word at a time, the finish, usage if asked for, the end mark. */
    Iterator<byte[]> events(String text, boolean withUsage) {
        var chunks = new ArrayList<ObjectNode>();
        chunks.add(delta("role", "assistant"));
        words(text).forEach(word -> chunks.add(delta("content", word)));
        chunks.add(finish());
        if (withUsage) {
            chunks.add(usage());
        }
        return Stream.concat(chunks.stream().map(JSON::writeValueAsString), Stream.of("[DONE]"))
                .map(data -> ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8))
                .iterator();
    }

    private static List<String> words(String text) {
        // Each piece keeps the space before it, so the pieces join to the text again.
        return Arrays.stream(text.split("(?=\\s)"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private ObjectNode head(String object) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", NAME)
                .put("system_fingerprint", FINGERPRINT);
    }

    private ObjectNode delta(String field, String value) {
        var root = head("chat.completion.chunk");
        var choice = root.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta").put(field, value);
        choice.putNull("finish_reason");
        return root;
    }

    private ObjectNode finish() {
        var root = head("chat.completion.chunk");
        var choice = root.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.put("finish_reason", finishReason);
        return root;
    }

    private ObjectNode usage() {
        var root = head("chat.completion.chunk");
        root.putArray("choices");
        putUsage(root);
        return root;
    }

    private void putUsage(ObjectNode root) {
        root.putObject("usage")
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", completionTokens)
                .put("total_tokens", promptTokens + completionTokens);
    }
}
