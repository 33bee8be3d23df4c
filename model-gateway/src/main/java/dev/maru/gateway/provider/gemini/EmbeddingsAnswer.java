package dev.maru.gateway.provider.gemini;

import dev.maru.gateway.protocol.Protocols;
import dev.maru.gateway.protocol.gemini.Gemini;
import dev.maru.gateway.protocol.gemini.GeminiEmbeddings;
import dev.maru.gateway.protocol.openai.OpenAiChat;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.UpstreamFailure.Kind;
import dev.maru.gateway.provider.UpstreamResponse;
import dev.maru.gateway.provider.upstream.TurnedExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Puts Google's vectors, or its errors, into OpenAI's form. */
record EmbeddingsAnswer(GeminiEmbeddings asked) implements TurnedExchange.Turn {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LIMIT = 64 << 20;

    @Override
    public UpstreamResponse turn(UpstreamResponse response) throws UpstreamFailure {
        try {
            var body = response.body().readNBytes(LIMIT);
            var turned = response.status() == 200
                    ? JSON.writeValueAsBytes(asked.answer(JSON.readTree(body)))
                    : Protocols.client(OpenAiChat.WIRE_NAME)
                            .error(Protocols.target(Gemini.WIRE_NAME).fault(response.status(), body));
            var headers = new HashMap<>(response.headers());
            headers.remove("content-length");
            headers.put("content-type", "application/json");
            return new UpstreamResponse(response.status(), headers, new ByteArrayInputStream(turned));
        } catch (JacksonException e) {
            throw new UpstreamFailure(Kind.BROKEN, "The provider's answer is no list of vectors.", e);
        } catch (IOException e) {
            throw new UpstreamFailure(Kind.BROKEN, "The provider's answer broke off.", e);
        }
    }
}
