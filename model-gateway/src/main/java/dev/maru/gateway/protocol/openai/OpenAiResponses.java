package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.AnswerReader;
import dev.maru.gateway.protocol.AnswerWriter;
import dev.maru.gateway.protocol.ClientProtocol;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ProviderFault;
import dev.maru.gateway.protocol.Sse;
import dev.maru.gateway.protocol.TargetProtocol;
import tools.jackson.databind.JsonNode;

/** Responses without a memory: each request brings the whole conversation, as with {@code store: false}. */
public final class OpenAiResponses implements ClientProtocol, TargetProtocol {
    public static final String WIRE_NAME = "openai-responses";

    @Override
    public String wireName() {
        return WIRE_NAME;
    }

    @Override
    public ModelRequest read(JsonNode body) {
        return new ResponseRequestReader(body).read();
    }

    @Override
    public AnswerWriter writer(ModelRequest request, AnswerHead head) {
        var object = new ResponseObject(request, head);
        return request.stream() ? new ResponseStreamWriter(object) : new ResponseWholeWriter(object);
    }

    @Override
    public byte[] error(ProviderFault fault) {
        return Json.bytes(OpenAiFaults.body(fault));
    }

    @Override
    public byte[] errorFrames(ProviderFault fault) {
        var frames = new Sse();
        frames.add("error", ResponseObject.error(fault).put("sequence_number", 0));
        return frames.take();
    }

    @Override
    public Outgoing write(ModelRequest request, String upstreamModel) {
        return new ResponseRequestWriter(request, upstreamModel).write();
    }

    @Override
    public AnswerReader reader() {
        return new ResponseAnswerReader();
    }

    @Override
    public ProviderFault fault(int status, byte[] body) {
        return OpenAiFaults.read(status, body);
    }
}
