package dev.maru.testing.provider;

import java.util.Optional;
import java.util.stream.Stream;

/** What the scripted provider speaks. */
public enum Endpoint {
    /** OpenAI chat completions. */
    CHAT("/chat/completions"),
    /** OpenAI embeddings. */
    EMBEDDINGS("/embeddings"),
    /** Anthropic messages. */
    MESSAGES("/messages"),
    /** The list of models, and one model. */
    MODELS("/models");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    static Optional<Endpoint> ofPath(String path) {
        return Stream.of(values())
                .filter(endpoint -> endpoint == MODELS ? path.contains(endpoint.path) : path.endsWith(endpoint.path))
                .findFirst();
    }
}
