package dev.maru.gateway.call;

import dev.maru.gateway.PromptRendering;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The text that a provider reads as input, for counting where the provider did not. */
final class PromptText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private PromptText() {}

    static String of(RequestEnvelope envelope, @Nullable PromptRendering rendering) {
        var text = new StringBuilder();
        if (rendering != null) {
            var messages = rendering.messagesJson().getBytes(StandardCharsets.UTF_8);
            append(messages, 0, messages.length, text);
        }
        for (var field : new String[] {"system", "instructions", "messages", "input", "tools", "query", "documents"}) {
            var span = envelope.field(field);
            if (span != null) {
                append(envelope.body(), span.valueStart(), span.valueEnd() - span.valueStart(), text);
            }
        }
        return text.toString();
    }

    private static void append(byte[] json, int offset, int length, StringBuilder text) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json, offset, length)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                // A picture in a data URL is no text, whatever it costs.
                if (token == JsonToken.VALUE_STRING && !parser.getString().startsWith("data:")) {
                    text.append(parser.getString()).append('\n');
                }
            }
        }
    }
}
