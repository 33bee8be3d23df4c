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

/**
 * Chat completions, with the extensions that LiteLLM's and OpenRouter's clients know.
 *
 * <p>Thoughts are {@code reasoning_content} (read as {@code reasoning} too); what a provider signed is
 * {@code thinking_blocks} in Anthropic's form (OpenRouter's {@code reasoning_details} are read too). The signature of a
 * tool call is {@code extra_content.google.thought_signature}, as in Google's own dialect. {@code cache_control} stands
 * on parts of content and on tools.
 */
public final class OpenAiChat implements ClientProtocol, TargetProtocol {
    public static final String WIRE_NAME = "openai-chat";

    @Override
    public String wireName() {
        return WIRE_NAME;
    }

    @Override
    public ModelRequest read(JsonNode body) {
        return new ChatRequestReader(body).read();
    }

    @Override
    public AnswerWriter writer(ModelRequest request, AnswerHead head) {
        return request.stream() ? new ChatStreamWriter(head) : new ChatWholeWriter(head);
    }

    @Override
    public byte[] error(ProviderFault fault) {
        return Json.bytes(OpenAiFaults.body(fault));
    }

    @Override
    public byte[] errorFrames(ProviderFault fault) {
        var frames = new Sse();
        frames.add(null, OpenAiFaults.body(fault));
        return frames.take();
    }

    @Override
    public Outgoing write(ModelRequest request, String upstreamModel) {
        return new ChatRequestWriter(request, upstreamModel).write();
    }

    @Override
    public AnswerReader reader() {
        return new ChatAnswerReader();
    }

    @Override
    public ProviderFault fault(int status, byte[] body) {
        return OpenAiFaults.read(status, body);
    }
}
