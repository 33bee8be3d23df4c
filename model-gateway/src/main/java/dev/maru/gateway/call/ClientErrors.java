package dev.maru.gateway.call;

import dev.maru.gateway.CallForm;
import dev.maru.gateway.protocol.ClientProtocol;
import dev.maru.gateway.protocol.Protocols;

/** Errors in the words of the protocol in which a call came in. */
public record ClientErrors(ClientProtocol protocol) {
    /** Embeddings and reranking have no form of their own for errors: their clients know OpenAI's. */
    public static ClientErrors of(CallForm form) {
        return new ClientErrors(Protocols.client((form.converses() ? form : CallForm.CHAT).wireName()));
    }

    /** The body of an answer that is an error; the provider's own if it speaks the same protocol. */
    public byte[] body(CallError error) {
        var upstream = error.upstreamBody();
        return upstream == null ? protocol.error(error.fault()) : upstream;
    }

    byte[] frames(CallError error) {
        return protocol.errorFrames(error.fault());
    }
}
