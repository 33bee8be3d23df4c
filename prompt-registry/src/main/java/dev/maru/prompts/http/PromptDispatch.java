package dev.maru.prompts.http;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.prompts.ServedPrompt;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Brings a request to what it asks for, and the answer back. */
@Component
class PromptDispatch {
    private final PromptRequests requests;

    PromptDispatch(PromptRequests requests) {
        this.requests = requests;
    }

    /** @param rest what the request URI holds after {@code …/prompts}, as it was sent */
    void handle(Caller caller, String rest, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        if (rest.isEmpty() || rest.equals("/")) {
            write(request, response, collection(caller, method, request));
            return;
        }
        var path = PromptPath.parse(method, rest.substring(1));
        if (method.equals("GET") && path.parts().isEmpty()) {
            write(request, response, requests.fetch(caller, path.name(), new QueryParameters(request)));
            return;
        }
        write(request, response, requests.part(caller, method, path, request));
    }

    private Answer collection(Caller caller, String method, HttpServletRequest request) throws IOException {
        return switch (method) {
            case "GET" -> requests.list(caller, new QueryParameters(request));
            case "POST" -> requests.create(caller, request);
            default ->
                throw new PlatformException(
                        CoreError.METHOD_NOT_ALLOWED, method + " is not possible here; use GET or POST.");
        };
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, ServedPrompt prompt)
            throws IOException {
        response.setHeader("ETag", prompt.etag());
        // Whoever keeps a copy asks whether it still holds: a label may move at any time.
        response.setHeader("Cache-Control", "private, no-cache");
        response.setHeader(
                "maru-prompt", Answer.header(prompt.name(), prompt.version().number()));
        if (matches(request.getHeader("If-None-Match"), prompt.etag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        write(request, response, prompt.response());
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, Answer answer)
            throws IOException {
        response.setStatus(answer.status());
        response.setHeader("Cache-Control", "no-store");
        if (answer.served() != null) {
            response.setHeader("maru-prompt", answer.served());
        }
        if (answer.body() != null) {
            write(request, response, RequestBody.MAPPER.writeValueAsBytes(answer.body()));
        }
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, byte[] body)
            throws IOException {
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    /** The weak comparison of RFC 9110 §13.1.2. */
    static boolean matches(@Nullable String ifNoneMatch, String etag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (var candidate : ifNoneMatch.split(",", -1)) {
            var tag = candidate.strip();
            if (tag.equals("*")
                    || tag.equals(etag)
                    || (tag.startsWith("W/") && tag.substring(2).equals(etag))) {
                return true;
            }
        }
        return false;
    }
}
