package dev.maru.gateway.protocol.gemini;

import dev.maru.gateway.protocol.AnswerReader;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ProviderFault;
import dev.maru.gateway.protocol.TargetProtocol;

/** Google's generateContent, and streamGenerateContent with {@code alt=sse}; the model stands in the address. */
public final class Gemini implements TargetProtocol {
    public static final String WIRE_NAME = "gemini";

    @Override
    public String wireName() {
        return WIRE_NAME;
    }

    @Override
    public Outgoing write(ModelRequest request, String upstreamModel) {
        return new GeminiRequestWriter(request, upstreamModel).write();
    }

    @Override
    public AnswerReader reader() {
        return new GeminiAnswerReader();
    }

    @Override
    public ProviderFault fault(int status, byte[] body) {
        return GeminiFaults.read(status, body);
    }
}
