package dev.maru.gateway.protocol.gemini;

import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ProtocolException;
import dev.maru.gateway.protocol.RequestFields;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Embeddings between OpenAI's form and Google's batchEmbedContents.
 *
 * @param base64 whether the client wants little-endian floats as base64
 */
public record GeminiEmbeddings(String model, boolean base64, List<String> inputs, long dimensions) {
    /** Google takes no more in one batch. */
    private static final int MOST = 100;

    public GeminiEmbeddings {
        inputs = List.copyOf(inputs);
    }

    /** Reads a request in OpenAI's form. */
    public static GeminiEmbeddings read(JsonNode body, String upstreamModel) {
        var fields = new RequestFields(body);
        var inputs = new ArrayList<String>();
        var input = fields.take("input");
        if (input.isString()) {
            inputs.add(input.stringValue());
        }
        for (var one : input) {
            if (!one.isString()) {
                throw new ProtocolException("input", "input must be texts: this model takes no tokens.");
            }
            inputs.add(one.stringValue());
        }
        if (inputs.isEmpty()) {
            throw new ProtocolException("input", "input is missing.");
        }
        if (inputs.size() > MOST) {
            throw new ProtocolException("input", "input must hold at most " + MOST + " texts for this model.");
        }
        var dimensions = fields.whole("dimensions");
        return new GeminiEmbeddings(
                upstreamModel,
                "base64".equals(fields.text("encoding_format")),
                inputs,
                dimensions == null ? 0 : dimensions);
    }

    /** The request in Google's form. */
    public ObjectNode request() {
        var path = model.startsWith("models/") ? model : "models/" + model;
        var body = Json.object();
        var requests = body.putArray("requests");
        for (var input : inputs) {
            var one = requests.addObject().put("model", path);
            one.putObject("content").putArray("parts").addObject().put("text", input);
            if (dimensions > 0) {
                one.put("outputDimensionality", dimensions);
            }
        }
        return body;
    }

    /** The answer in OpenAI's form; Google tells usage with some models only, and none is zero. */
    public ObjectNode answer(JsonNode ofGoogle) {
        var answer = Json.object().put("object", "list");
        var data = answer.putArray("data");
        int index = 0;
        for (var embedding : ofGoogle.path("embeddings")) {
            var row = data.addObject().put("object", "embedding").put("index", index++);
            var values = embedding.path("values");
            if (base64) {
                row.put("embedding", encoded(values));
            } else {
                row.set("embedding", values);
            }
        }
        answer.put("model", model);
        long tokens = Json.count(ofGoogle.path("usageMetadata"), "promptTokenCount");
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return answer;
    }

    private static String encoded(JsonNode values) {
        var bytes = ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(value -> bytes.putFloat((float) value.asDouble(0)));
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
