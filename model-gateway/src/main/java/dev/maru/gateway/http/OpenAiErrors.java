package dev.maru.gateway.http;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.call.CallError;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes errors in the shape that OpenAI clients know. */
final class OpenAiErrors {
    private OpenAiErrors() {}

    static void write(HttpServletResponse response, PlatformException problem) throws IOException {
        var error = CallError.of(problem);
        response.setStatus(error.status());
        response.setContentType("application/json");
        error.headers().forEach(response::setHeader);
        response.getOutputStream().write(error.json());
    }
}
