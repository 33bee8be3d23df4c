package dev.maru.gateway;

import dev.maru.gateway.provider.Operation;

/** In which protocol a call comes in, and what it wants. */
public enum CallForm {
    /** {@code POST /v1/chat/completions}. */
    CHAT("openai-chat", Operation.CHAT),
    /** {@code POST /v1/responses}. */
    RESPONSES("openai-responses", Operation.CHAT),
    /** {@code POST /v1/messages}. */
    MESSAGES("anthropic-messages", Operation.CHAT),
    /** {@code POST /v1/embeddings}. */
    EMBEDDINGS("openai-embeddings", Operation.EMBEDDINGS),
    /** {@code POST /v1/rerank}. */
    RERANK("rerank", Operation.RERANK);

    private final String wireName;
    private final Operation operation;

    CallForm(String wireName, Operation operation) {
        this.wireName = wireName;
        this.operation = operation;
    }

    /** The name of the protocol, as it stands in the facts of calls. */
    public String wireName() {
        return wireName;
    }

    public Operation operation() {
        return operation;
    }

    /** Whether it asks for an answer in words, in whichever protocol. */
    public boolean converses() {
        return operation == Operation.CHAT;
    }
}
