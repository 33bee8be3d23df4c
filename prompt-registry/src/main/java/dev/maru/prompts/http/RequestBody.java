package dev.maru.prompts.http;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of a request strictly and writes that of an answer. */
final class RequestBody {
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(MAX_BYTES)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RequestBody() {}

    static <T> T read(HttpServletRequest request, Class<T> type) throws IOException {
        var bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new PlatformException(
                    CoreError.BODY_TOO_LARGE, "The body is larger than " + MAX_BYTES / 1024 / 1024 + " MiB.");
        }
        if (bytes.length == 0) {
            throw new PlatformException(CoreError.INVALID_REQUEST, "Send a JSON body.");
        }
        try {
            return MAPPER.readValue(bytes, type);
        } catch (UnrecognizedPropertyException e) {
            throw PlatformException.invalid(path(e), "this field is not known; known here: " + e.getKnownPropertyIds());
        } catch (StreamReadException e) {
            throw new PlatformException(
                    CoreError.INVALID_REQUEST, "The body is not JSON: " + e.getOriginalMessage(), e);
        } catch (JacksonException e) {
            throw PlatformException.invalid(path(e), "has the wrong type");
        }
    }

    /** A JSON text that the registry wrote. */
    static JsonNode tree(String json) {
        return MAPPER.readTree(json);
    }

    private static String path(JacksonException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            var name = step.getPropertyName();
            path.append(name == null ? "[" + step.getIndex() + "]" : path.isEmpty() ? name : "." + name);
        }
        return path.isEmpty() ? "body" : path.toString();
    }
}
