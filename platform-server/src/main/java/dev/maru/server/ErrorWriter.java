package dev.maru.server;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.ErrorKind;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.CallForm;
import dev.maru.gateway.call.CallError;
import dev.maru.gateway.call.ClientErrors;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes an error in the shape of the protocol that was asked: OpenAI's for model calls, RFC 9457 everywhere else. */
public final class ErrorWriter {
    private static final String MESSAGES = "/v1/messages";
    private static final String RETRY_AFTER_SECONDS = "1";

    private final JsonMapper json;

    ErrorWriter(JsonMapper json) {
        this.json = json;
    }

    public void write(HttpServletRequest request, HttpServletResponse response, PlatformException error)
            throws IOException {
        if (response.isCommitted()) {
            throw new IOException("an error after the answer began", error);
        }
        response.resetBuffer();
        var status = error.code().kind().status();
        response.setStatus(status);
        if (error.code().kind() == ErrorKind.UNAVAILABLE) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        error.headers().forEach(response::setHeader);
        var openAi = RequestPaths.isModelCall(request);
        if (status == HttpServletResponse.SC_UNAUTHORIZED && !openAi) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (request.getRequestURI().startsWith(MESSAGES)) {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream().write(ClientErrors.of(CallForm.MESSAGES).body(CallError.of(error)));
            return;
        }
        var body = openAi ? openAi(error) : problem(request, error);
        response.setContentType(openAi ? MediaType.APPLICATION_JSON_VALUE : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        json.writeValue(response.getOutputStream(), body);
    }

    Map<String, Object> problem(HttpServletRequest request, PlatformException error) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "/problems/" + error.code().slug());
        body.put("title", Problems.title(error.code()));
        body.put("status", error.code().kind().status());
        body.put("detail", error.detail());
        body.put("instance", request.getRequestURI());
        body.put("requestId", RequestAttributes.requestId(request).toString());
        if (!error.fields().isEmpty()) {
            body.put("errors", error.fields());
        }
        return body;
    }

    private static Map<String, Object> openAi(PlatformException error) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("message", error.detail());
        fields.put("type", type(error.code().kind()));
        fields.put(
                "param",
                error.fields().isEmpty() ? null : error.fields().getFirst().field());
        fields.put("code", code(error));
        return Map.of("error", fields);
    }

    private static String type(ErrorKind kind) {
        return switch (kind) {
            case UNAUTHENTICATED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case RATE_LIMITED -> "rate_limit_error";
            case PAYMENT_REQUIRED -> "insufficient_quota";
            case UPSTREAM_BROKEN, UPSTREAM_TIMEOUT, UNAVAILABLE, INTERNAL -> "api_error";
            case BAD_REQUEST,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    UNSUPPORTED_MEDIA_TYPE,
                    NOT_FOUND,
                    CONFLICT,
                    GONE,
                    TOO_LARGE,
                    UNPROCESSABLE,
                    PRECONDITION_FAILED -> "invalid_request_error";
        };
    }

    private static String code(PlatformException error) {
        return error.code() == CoreError.UNAUTHENTICATED
                ? "invalid_api_key"
                : error.code().slug().replace('-', '_');
    }
}
