package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.FaultCodes;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ProviderFault;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Errors in OpenAI's form. */
final class OpenAiFaults {
    private static final int LONGEST = 2_000;
    private static final String WORDLESS = "The provider reports an error without saying which.";

    private OpenAiFaults() {}

    static ObjectNode body(ProviderFault fault) {
        var body = Json.object();
        body.set("error", error(fault));
        return body;
    }

    static ObjectNode error(ProviderFault fault) {
        return Json.object()
                .put("message", fault.message())
                .put("type", type(fault))
                .put("param", fault.param())
                .put("code", code(fault));
    }

    static @Nullable String code(ProviderFault fault) {
        if (fault.code() != null) {
            return fault.code();
        }
        return switch (fault.status()) {
            case 401 -> "invalid_api_key";
            case 404 -> "model_not_found";
            case 429 -> "rate_limit_exceeded";
            default -> null;
        };
    }

    private static String type(ProviderFault fault) {
        if (FaultCodes.QUOTA.equals(fault.code())) {
            return FaultCodes.QUOTA;
        }
        return switch (fault.status()) {
            case 400, 404, 408, 413, 422 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 402 -> "insufficient_quota";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> "server_error";
        };
    }

    static ProviderFault read(int status, byte[] body) {
        JsonNode json;
        try {
            json = Json.parse(body);
        } catch (JacksonException e) {
            var text = new String(body, StandardCharsets.UTF_8).strip();
            var message = text.isEmpty() ? WORDLESS : text.substring(0, Math.min(text.length(), LONGEST));
            return new ProviderFault(status, message, null, FaultCodes.of(message), null);
        }
        // Most put it under "error"; Mistral and FastAPI's servers have it at the top.
        return read(status, json.has("error") ? json.path("error") : json);
    }

    /** @param error an object, or only a sentence */
    static ProviderFault read(int status, JsonNode error) {
        if (error.isString()) {
            return new ProviderFault(status, error.stringValue(), null, FaultCodes.of(error.stringValue()), null);
        }
        var message = Json.text(error, "message", "");
        if (message.isEmpty()) {
            // Servers that check bodies write what they found as an object.
            var found = error.path("message").isObject() ? error.path("message") : error.path("detail");
            message = found.isMissingNode() ? WORDLESS : Json.asText(found);
        }
        var type = Json.text(error, "type");
        var code = error.path("code").isString() ? Json.text(error, "code") : null;
        var known = FaultCodes.of(code, Json.text(error.path("innererror"), "code"), type, message);
        int said = error.path("code").asInt(error.path("status").asInt(0));
        return new ProviderFault(
                status != 0 ? status : said >= 400 && said < 600 ? said : status(type, code),
                message,
                type,
                known == null ? code : known,
                Json.text(error, "param"));
    }

    private static int status(@Nullable String type, @Nullable String code) {
        if ("rate_limit_exceeded".equals(code) || "insufficient_quota".equals(code)) {
            return 429;
        }
        return switch (type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "rate_limit_error", "insufficient_quota", "tokens", "requests" -> 429;
            case "server_error" -> 500;
            case null, default -> 0;
        };
    }
}
