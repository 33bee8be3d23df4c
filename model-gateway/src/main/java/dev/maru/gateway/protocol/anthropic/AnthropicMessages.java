package dev.maru.gateway.protocol.anthropic;

import dev.maru.gateway.protocol.AnswerReader;
import dev.maru.gateway.protocol.AnswerWriter;
import dev.maru.gateway.protocol.ClientProtocol;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ProviderFault;
import dev.maru.gateway.protocol.Sse;
import dev.maru.gateway.protocol.TargetProtocol;
import tools.jackson.databind.JsonNode;

/** Anthropic's messages; the signature of a call that another provider gave stands in the call's id. */
public final class AnthropicMessages implements ClientProtocol, TargetProtocol {
    public static final String WIRE_NAME = "anthropic-messages";

    @Override
    public String wireName() {
        return WIRE_NAME;
    }

    @Override
    public ModelRequest read(JsonNode body) {
        return new MessageRequestReader(body).read();
    }

    @Override
    public AnswerWriter writer(ModelRequest request, AnswerHead head) {
        return request.stream() ? new MessageStreamWriter(head) : new MessageWholeWriter(head);
    }

    @Override
    public byte[] error(ProviderFault fault) {
        return Json.bytes(AnthropicFaults.body(fault));
    }

    @Override
    public byte[] errorFrames(ProviderFault fault) {
        var frames = new Sse();
        frames.add("error", AnthropicFaults.body(fault));
        return frames.take();
    }

    @Override
    public Outgoing write(ModelRequest request, String upstreamModel) {
        return new MessageRequestWriter(request, upstreamModel).write();
    }

    @Override
    public AnswerReader reader() {
        return new MessageAnswerReader();
    }

    @Override
    public ProviderFault fault(int status, byte[] body) {
        return AnthropicFaults.read(status, body);
    }
}
