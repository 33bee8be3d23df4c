package dev.maru.testing.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Generated content as Google writes it: reasoning tokens are not part of its candidates' tokens, calls have no ids. */
record GeminiWire() implements Wire {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public byte[] whole(Completion completion) {
        var body = chunk(completion, parts(completion, completion.text()), finishReason(completion));
        usage(body, completion.reported());
        return JSON.writeValueAsBytes(body);
    }

    @Override
    public Events events(Completion completion) {
        var contents = new ArrayList<byte[]>();
        for (var chunk : completion.chunks()) {
            contents.add(
                    Wire.event(chunk(completion, List.of(text(chunk)), null).toString()));
        }
        if (!completion.calls().isEmpty()) {
            contents.add(
                    Wire.event(chunk(completion, parts(completion, ""), null).toString()));
        }
        var last = chunk(completion, List.of(text("")), finishReason(completion));
        usage(last, completion.reported());
        return new Events(List.of(), contents, List.of(), Wire.event(last.toString()));
    }

    @Override
    public byte[] errorBody(int status, String message) {
        return JSON.writeValueAsBytes(error(status, message));
    }

    @Override
    public byte[] errorEvent() {
        return Wire.event(error(503, "The model is overloaded.").toString());
    }

    @Override
    public Map<String, String> headers(long number) {
        return Map.of("server-timing", "gfet4t7; dur=" + number);
    }

    private static List<ObjectNode> parts(Completion completion, String text) {
        if (completion.calls().isEmpty()) {
            return List.of(text(text));
        }
        var parts = new ArrayList<ObjectNode>();
        for (var call : completion.calls()) {
            var part = JSON.createObjectNode();
            part.putObject("functionCall").put("name", call.name()).set("args", JSON.readTree(call.arguments()));
            if (parts.isEmpty()) {
                part.put("thoughtSignature", "c2lnbmVk");
            }
            parts.add(part);
        }
        return parts;
    }

    private static ObjectNode text(String text) {
        return JSON.createObjectNode().put("text", text);
    }

    private static ObjectNode chunk(Completion completion, List<ObjectNode> parts, @Nullable String finishReason) {
        var body = JSON.createObjectNode();
        var candidate = body.putArray("candidates").addObject();
        candidate.putObject("content").put("role", "model").putArray("parts").addAll(parts);
        if (finishReason != null) {
            candidate.put("finishReason", finishReason);
        }
        candidate.put("index", 0);
        return body.put("modelVersion", completion.prompt().model()).put("responseId", "gen-" + completion.number());
    }

    private static void usage(ObjectNode body, @Nullable Usage usage) {
        if (usage != null) {
            body.putObject("usageMetadata")
                    .put("promptTokenCount", usage.input())
                    .put("cachedContentTokenCount", usage.cached())
                    .put("candidatesTokenCount", usage.output() - usage.reasoning())
                    .put("thoughtsTokenCount", usage.reasoning())
                    .put("totalTokenCount", usage.input() + usage.output());
        }
    }

    private static String finishReason(Completion completion) {
        return switch (completion.finishReason()) {
            case "length" -> "MAX_TOKENS";
            case "content_filter" -> "SAFETY";
            default -> "STOP";
        };
    }

    private static ObjectNode error(int status, String message) {
        var body = JSON.createObjectNode();
        body.putObject("error").put("code", status).put("message", message).put("status", word(status));
        return body;
    }

    private static String word(int status) {
        return switch (status) {
            case 400 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            default -> "INTERNAL";
        };
    }
}
