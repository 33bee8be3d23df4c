package dev.maru.gateway.protocol.bedrock;

import dev.maru.gateway.protocol.AnswerReader;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ProviderFault;
import dev.maru.gateway.protocol.TargetProtocol;

/** Converse and ConverseStream; the model stands in the address, and events come by their names. */
public final class BedrockConverse implements TargetProtocol {
    public static final String WIRE_NAME = "bedrock-converse";

    @Override
    public String wireName() {
        return WIRE_NAME;
    }

    @Override
    public Outgoing write(ModelRequest request, String upstreamModel) {
        return new ConverseRequestWriter(request, upstreamModel).write();
    }

    @Override
    public AnswerReader reader() {
        return new ConverseAnswerReader();
    }

    @Override
    public ProviderFault fault(int status, byte[] body) {
        return BedrockFaults.read(status, body);
    }
}
