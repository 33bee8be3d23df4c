package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.AnswerReader;
import dev.maru.gateway.protocol.Drops;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ProviderFault;
import dev.maru.gateway.protocol.TargetProtocol;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Chat completions as Mistral takes them: fields that it does not know are errors, and ids of calls have nine letters. */
public final class MistralChat implements TargetProtocol {
    public static final String WIRE_NAME = "mistral-chat";

    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "temperature",
            "top_p",
            "max_tokens",
            "stream",
            "stop",
            "random_seed",
            "metadata",
            "response_format",
            "tools",
            "tool_choice",
            "presence_penalty",
            "frequency_penalty",
            "n",
            "prediction",
            "parallel_tool_calls",
            "prompt_mode",
            "reasoning_effort",
            "safe_prompt");

    /** Models that think as much as they are told; the others refuse the word. */
    private static final Pattern ADJUSTABLE = Pattern.compile("mistral-(?:small|medium).*");

    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9]{9}");

    @Override
    public String wireName() {
        return WIRE_NAME;
    }

    @Override
    public Outgoing write(ModelRequest request, String upstreamModel) {
        var written = new ChatRequestWriter(request, upstreamModel, false).write();
        var drops = new Drops();
        written.dropped().forEach(drops::add);
        var body = (ObjectNode) written.body();
        // Usage comes with every stream.
        body.remove("stream_options");
        if (body.remove("seed") instanceof JsonNode seed) {
            body.set("random_seed", seed);
        }
        if (body.has("reasoning_effort") && !ADJUSTABLE.matcher(upstreamModel).matches()) {
            body.remove("reasoning_effort");
            drops.add("reasoning_effort");
        } else if (body.has("reasoning_effort")) {
            body.put("reasoning_effort", Json.text(body, "reasoning_effort", "").equals("none") ? "none" : "high");
        }
        for (var name : List.copyOf(body.propertyNames())) {
            if (!KNOWN.contains(name)) {
                body.remove(name);
                drops.add(name);
            }
        }
        for (var message : body.path("messages")) {
            shortenIds(message);
            message.path("content").forEach(MistralChat::renameDocument);
        }
        return new Outgoing(body, drops.names());
    }

    /** A document is an address here, which may hold the bytes. */
    private static void renameDocument(JsonNode part) {
        var file = part.path("file");
        var data = Json.text(file, "file_data");
        if (part instanceof ObjectNode object && data != null) {
            object.remove("file");
            object.put("type", "document_url").put("document_url", data);
            object.put("document_name", Json.text(file, "filename", "document"));
        }
    }

    private static void shortenIds(JsonNode message) {
        shorten(message, "tool_call_id");
        message.path("tool_calls").forEach(call -> shorten(call, "id"));
    }

    private static void shorten(JsonNode holder, String field) {
        var id = Json.text(holder, field);
        if (id != null && holder instanceof ObjectNode object && !ID.matcher(id).matches()) {
            object.put(field, shortId(id));
        }
    }

    /** The same for the same id, and another for another. */
    private static String shortId(String id) {
        var digest = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
        return digest.toString().replace("-", "").substring(0, 9);
    }

    @Override
    public AnswerReader reader() {
        return new ChatAnswerReader();
    }

    @Override
    public ProviderFault fault(int status, byte[] body) {
        return OpenAiFaults.read(status, body);
    }
}
