package dev.maru.gateway.protocol.bedrock;

import dev.maru.gateway.protocol.FaultCodes;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ProviderFault;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Exceptions of Bedrock, as the body of an answer or as events of a stream. */
final class BedrockFaults {
    private static final int LONGEST = 2_000;
    private static final String WORDLESS = "The provider reports an error without saying which.";

    private BedrockFaults() {}

    static ProviderFault read(int status, byte[] body) {
        try {
            return read(status, null, Json.parse(body));
        } catch (JacksonException e) {
            var text = new String(body, StandardCharsets.UTF_8).strip();
            var message = text.isEmpty() ? WORDLESS : text.substring(0, Math.min(text.length(), LONGEST));
            return new ProviderFault(status, message, null, FaultCodes.of(message), null);
        }
    }

    /** @param name of the exception's event, null if it was none */
    static ProviderFault read(int status, @Nullable String name, JsonNode body) {
        var type = name == null ? Json.text(body, "__type") : name;
        var message = Json.text(body, "message", Json.text(body, "Message", WORDLESS));
        return new ProviderFault(status == 0 ? status(type) : status, message, type, FaultCodes.of(message), null);
    }

    static boolean isException(@Nullable String name) {
        return name != null && name.toLowerCase(Locale.ROOT).endsWith("exception");
    }

    private static int status(@Nullable String type) {
        return switch (type == null ? "" : type.toLowerCase(Locale.ROOT)) {
            case "validationexception" -> 400;
            case "accessdeniedexception" -> 403;
            case "resourcenotfoundexception" -> 404;
            case "modeltimeoutexception" -> 408;
            case "throttlingexception", "servicequotaexceededexception" -> 429;
            case "modelstreamerrorexception", "modelerrorexception" -> 424;
            case "serviceunavailableexception", "modelnotreadyexception" -> 503;
            default -> 500;
        };
    }
}
