package dev.maru.testing.provider;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** How one provider writes answers and errors. */
sealed interface Wire permits OpenAiWire, ResponsesWire, AnthropicWire, GeminiWire, ConverseWire {
    /** The body of a request that does not stream. */
    byte[] whole(Completion completion);

    /** The events of a request that streams. */
    Events events(Completion completion);

    byte[] errorBody(int status, String message);

    /** An event that says that the answer failed. */
    byte[] errorEvent();

    /** Headers of every response. */
    Map<String, String> headers(long number);

    /** The type of a body that streams. */
    default String streamType() {
        return "text/event-stream; charset=utf-8";
    }

    /** An event whose data is no JSON. */
    default byte[] brokenEvent() {
        return event("{\"id\":\"broken\",\"choices\":[{\"del");
    }

    /**
     * The events of an answer in order.
     *
     * @param contents one per chunk
     * @param done the event after which nothing may follow, perhaps empty
     */
    record Events(List<byte[]> opening, List<byte[]> contents, List<byte[]> closing, byte[] done) {}

    static Wire of(Endpoint endpoint) {
        return switch (endpoint) {
            case MESSAGES -> new AnthropicWire();
            case RESPONSES -> new ResponsesWire();
            case GEMINI -> new GeminiWire();
            case CONVERSE -> new ConverseWire();
            case CHAT, EMBEDDINGS, GEMINI_EMBEDDINGS, RERANK, MODELS -> new OpenAiWire();
        };
    }

    static byte[] event(String data) {
        return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
