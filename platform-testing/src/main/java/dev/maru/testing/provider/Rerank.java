package dev.maru.testing.provider;

import java.util.Comparator;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** An order of documents as Cohere and Jina write it: by the vectors of the scripted embeddings. */
final class Rerank {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int DIMENSIONS = 64;

    private Rerank() {}

    record Answer(String model, Usage usage, byte[] body) {}

    /**
     * Answers a request.
     *
     * @throws IllegalArgumentException if the body is not a request
     */
    static Answer answer(byte[] body) {
        var request = JSON.readTree(body);
        var documents = request.path("documents");
        if (!request.path("query").isString() || !documents.isArray()) {
            throw new IllegalArgumentException("you must provide a query and documents");
        }
        var query = Embeddings.vector(request.path("query").stringValue(), DIMENSIONS);
        var texts = documents
                .valueStream()
                .map(document -> document.isString()
                        ? document.stringValue()
                        : document.path("text").asString(""))
                .toList();
        var scores = texts.stream()
                .mapToDouble(text -> product(query, Embeddings.vector(text, DIMENSIONS)))
                .toArray();
        var answer = JSON.createObjectNode().put("id", "rerank-1");
        var results = answer.putArray("results");
        IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> -scores[index]))
                .limit(request.path("top_n").asInt(scores.length))
                .forEach(index -> results.addObject().put("index", (int) index).put("relevance_score", scores[index]));
        var model = request.path("model").asString("");
        long tokens = Words.count(request.path("query").stringValue())
                + texts.stream().mapToLong(Words::count).sum();
        answer.put("model", model).putObject("usage").put("total_tokens", tokens);
        return new Answer(model, Usage.of(tokens, 0), JSON.writeValueAsBytes(answer));
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
