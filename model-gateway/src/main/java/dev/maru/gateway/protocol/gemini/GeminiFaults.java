package dev.maru.gateway.protocol.gemini;

import dev.maru.gateway.protocol.FaultCodes;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ProviderFault;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Errors in Google's form: a code, a status in words, a sentence. */
final class GeminiFaults {
    private static final int LONGEST = 2_000;
    private static final String WORDLESS = "The provider reports an error without saying which.";

    private GeminiFaults() {}

    static ProviderFault read(int status, byte[] body) {
        try {
            var json = Json.MAPPER.readTree(body);
            // Streams that fail before they begin answer with a list.
            return read(status, (json.isArray() ? json.path(0) : json).path("error"));
        } catch (JacksonException e) {
            var text = new String(body, StandardCharsets.UTF_8).strip();
            var message = text.isEmpty() ? WORDLESS : text.substring(0, Math.min(text.length(), LONGEST));
            return new ProviderFault(status, message, null, FaultCodes.of(message), null);
        }
    }

    static ProviderFault read(int status, JsonNode error) {
        var message = Json.text(error, "message", WORDLESS);
        int said = error.path("code").asInt(0);
        return new ProviderFault(
                status == 0 ? said : status, message, Json.text(error, "status"), FaultCodes.of(message), null);
    }
}
