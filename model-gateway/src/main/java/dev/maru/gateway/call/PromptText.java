package dev.maru.gateway.call;

import dev.maru.gateway.PromptRendering;
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
            rendering
                    .messages()
                    .forEach(message -> text.append(message.content()).append('\n'));
        }
        for (var field : new String[] {"messages", "tools"}) {
            var span = envelope.field(field);
            if (span != null) {
                append(envelope.body(), span, text);
            }
        }
        return text.toString();
    }

    private static void append(byte[] body, RequestEnvelope.Span span, StringBuilder text) {
        var length = span.valueEnd() - span.valueStart();
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), body, span.valueStart(), length)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                // A picture in a data URL is no text, whatever it costs.
                if (token == JsonToken.VALUE_STRING && !parser.getString().startsWith("data:")) {
                    text.append(parser.getString()).append('\n');
                }
            }
        }
    }
}
