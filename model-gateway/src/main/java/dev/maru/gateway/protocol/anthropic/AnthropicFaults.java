package dev.maru.gateway.protocol.anthropic;

import dev.maru.gateway.protocol.FaultCodes;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ProviderFault;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Errors in Anthropic's form. */
final class AnthropicFaults {
    private static final int LONGEST = 2_000;
    private static final String WORDLESS = "The provider reports an error without saying which.";

    private AnthropicFaults() {}

    static ObjectNode body(ProviderFault fault) {
        var body = Json.object().put("type", "error");
        body.putObject("error").put("type", type(fault.status())).put("message", fault.message());
        return body;
    }

    private static String type(int status) {
        return switch (status) {
            case 400, 422 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 408, 504 -> "timeout_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            default -> "api_error";
        };
    }

    private static int status(@Nullable String type) {
        return switch (type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "timeout_error" -> 504;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "overloaded_error" -> 529;
            case "api_error" -> 500;
            case null, default -> 0;
        };
    }

    static ProviderFault read(int status, byte[] body) {
        try {
            return read(status, Json.parse(body).path("error"));
        } catch (JacksonException e) {
            var text = new String(body, StandardCharsets.UTF_8).strip();
            var message = text.isEmpty() ? WORDLESS : text.substring(0, Math.min(text.length(), LONGEST));
            return new ProviderFault(status, message, null, FaultCodes.of(message), null);
        }
    }

    static ProviderFault read(int status, JsonNode error) {
        var type = Json.text(error, "type");
        var message = Json.text(error, "message", WORDLESS);
        return new ProviderFault(status == 0 ? status(type) : status, message, type, FaultCodes.of(message), null);
    }
}
