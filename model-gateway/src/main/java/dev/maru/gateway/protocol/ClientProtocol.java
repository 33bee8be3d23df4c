package dev.maru.gateway.protocol;

import tools.jackson.databind.JsonNode;

/** A protocol that clients speak to Maru. */
public interface ClientProtocol {
    /** As it stands in the facts of calls, such as {@code openai-chat}. */
    String wireName();

    /** @throws ProtocolException if the body is no such request */
    ModelRequest read(JsonNode body);

    /** Writes one answer; {@code request} says whether it streams. */
    AnswerWriter writer(ModelRequest request, AnswerHead head);

    /** The body of an error, as this protocol's clients know it. */
    byte[] error(ProviderFault fault);

    /** The frames that end a stream with an error, so that clients raise it instead of taking the answer for whole. */
    byte[] errorFrames(ProviderFault fault);

    /**
     * What stands at the top of an answer.
     *
     * @param id of the request, to be used in the protocol's own form
     * @param created in seconds since 1970
     * @param usageAsked whether the client wants usage in a stream where the protocol leaves that to it
     */
    record AnswerHead(String id, String model, long created, boolean usageAsked) {}
}
