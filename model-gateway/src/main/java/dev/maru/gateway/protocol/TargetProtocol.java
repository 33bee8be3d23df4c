package dev.maru.gateway.protocol;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A protocol that a provider speaks. */
public interface TargetProtocol {
    /** The same as the {@link ClientProtocol#wireName()} of the same protocol, whose bytes may then pass unchanged. */
    String wireName();

    /**
     * Writes a request for a model.
     *
     * @throws ProtocolException if the target has no words for something that cannot be left out
     */
    Outgoing write(ModelRequest request, String upstreamModel);

    /** Reads one answer. */
    AnswerReader reader();

    /** Reads the body of an answer whose status is an error. */
    ProviderFault fault(int status, byte[] body);

    /**
     * A request in the target's words.
     *
     * @param dropped names of what the target has no words for, as the client wrote them where known
     */
    record Outgoing(JsonNode body, List<String> dropped) {
        public Outgoing {
            dropped = List.copyOf(dropped);
        }
    }
}
