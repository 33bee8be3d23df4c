package dev.maru.gateway.provider;

/** What a provider is asked to do. */
public enum Operation {
    /** An answer to a conversation, in the provider's own protocol. */
    CHAT,
    /** The same in the protocol of OpenAI's responses. */
    RESPONSES,
    /** Vectors of texts, in the form of OpenAI's embeddings. */
    EMBEDDINGS,
    /** An order of documents by their relevance, in the form that Cohere and Jina share. */
    RERANK
}
