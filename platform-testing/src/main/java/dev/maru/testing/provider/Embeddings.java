package dev.maru.testing.provider;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Embeddings as OpenAI writes them: a bag of words, so that texts with words in common are near each other. */
final class Embeddings {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int DIMENSIONS = 256;

    private Embeddings() {}

    record Answer(String model, Usage usage, byte[] body) {}

    /**
     * Answers a request.
     *
     * @throws IllegalArgumentException if the body is not a request
     */
    static Answer answer(byte[] body) {
        var request = JSON.readTree(body);
        if (!request.path("model").isString() || request.path("input").isMissingNode()) {
            throw new IllegalArgumentException("you must provide a model and an input");
        }
        var inputs = inputs(request.path("input"));
        int dimensions = request.path("dimensions").asInt(DIMENSIONS);
        boolean base64 = "base64".equals(request.path("encoding_format").asString("float"));
        var answer = JSON.createObjectNode().put("object", "list");
        var data = answer.putArray("data");
        for (int index = 0; index < inputs.size(); index++) {
            var row = data.addObject().put("object", "embedding").put("index", index);
            put(row, vector(inputs.get(index), dimensions), base64);
        }
        var model = request.path("model").stringValue();
        long tokens = inputs.stream().mapToLong(Words::count).sum();
        answer.put("model", model)
                .putObject("usage")
                .put("prompt_tokens", tokens)
                .put("total_tokens", tokens);
        return new Answer(model, Usage.of(tokens, 0), JSON.writeValueAsBytes(answer));
    }

    /** Answers a batch in Google's form. */
    static Answer ofGoogle(byte[] body) {
        var answer = JSON.createObjectNode();
        var embeddings = answer.putArray("embeddings");
        long tokens = 0;
        var model = "";
        for (var request : JSON.readTree(body).path("requests")) {
            var text =
                    request.path("content").path("parts").path(0).path("text").asString("");
            var values = embeddings.addObject().putArray("values");
            for (float value : vector(text, request.path("outputDimensionality").asInt(DIMENSIONS))) {
                values.add(value);
            }
            tokens += Words.count(text);
            model = request.path("model").asString("");
        }
        answer.putObject("usageMetadata").put("promptTokenCount", tokens);
        return new Answer(model, Usage.of(tokens, 0), JSON.writeValueAsBytes(answer));
    }

    static float[] vector(String text, int dimensions) {
        var sum = new double[dimensions];
        for (var word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
            var random = new Random(word.hashCode());
            for (int i = 0; i < dimensions; i++) {
                sum[i] += random.nextGaussian();
            }
        }
        double length = 0;
        for (double value : sum) {
            length += value * value;
        }
        var unit = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            unit[i] = (float) (sum[i] / Math.sqrt(length));
        }
        return unit;
    }

    private static void put(ObjectNode row, float[] vector, boolean base64) {
        if (base64) {
            var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            row.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
        } else {
            var array = row.putArray("embedding");
            for (float value : vector) {
                array.add(value);
            }
        }
    }

    /** A string, strings, one list of tokens, or lists of tokens; each token counts as a word. */
    private static List<String> inputs(JsonNode input) {
        if (input.isString()) {
            return List.of(input.stringValue());
        }
        if (input.path(0).isNumber()) {
            return List.of(tokens(input));
        }
        var inputs = new ArrayList<String>();
        for (var one : input) {
            inputs.add(one.isString() ? one.stringValue() : tokens(one));
        }
        return inputs;
    }

    private static String tokens(JsonNode list) {
        var words = new ArrayList<String>();
        list.forEach(token -> words.add(token.toString()));
        return String.join(" ", words);
    }
}
