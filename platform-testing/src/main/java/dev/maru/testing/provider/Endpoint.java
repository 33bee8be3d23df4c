package dev.maru.testing.provider;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the scripted provider speaks. */
public enum Endpoint {
    /** OpenAI chat completions. */
    CHAT("/chat/completions"),
    /** OpenAI responses. */
    RESPONSES("/responses"),
    /** OpenAI embeddings. */
    EMBEDDINGS("/embeddings"),
    /** An order of documents, as Cohere and Jina have it. */
    RERANK("/rerank"),
    /** Anthropic messages. */
    MESSAGES("/messages"),
    /** Google's generated content. */
    GEMINI(":generateContent", ":streamGenerateContent"),
    /** Google's embeddings. */
    GEMINI_EMBEDDINGS(":batchEmbedContents"),
    /** Converse of Amazon Bedrock. */
    CONVERSE("/converse", "/converse-stream"),
    /** The list of models, and one model. */
    MODELS("/foundation-models", "/inference-profiles");

    private final List<String> endings;

    Endpoint(String... endings) {
        this.endings = List.of(endings);
    }

    static Optional<Endpoint> ofPath(String path) {
        return Stream.of(values())
                .filter(endpoint -> endpoint.endings.stream().anyMatch(path::endsWith)
                        || endpoint == MODELS && path.contains("/models"))
                .findFirst();
    }
}
