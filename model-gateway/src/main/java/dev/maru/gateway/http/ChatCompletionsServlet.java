package dev.maru.gateway.http;

import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.CompletionRequest;
import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.ModelGateway;
import dev.maru.gateway.Origin;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/** {@code POST /v1/chat/completions}: a raw servlet, because a framework around it costs more than the call. */
final class ChatCompletionsServlet extends HttpServlet {
    private final transient ModelGateway gateway;
    private final long maxRequestSize;

    ChatCompletionsServlet(ModelGateway gateway, GatewaySettings settings) {
        this.gateway = gateway;
        this.maxRequestSize = settings.maxRequestSize().toBytes();
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            var completion = new CompletionRequest(
                    RequestBody.read(request, maxRequestSize),
                    Origin.API,
                    CallHeaders.tags(request),
                    CallHeaders.timeout(request),
                    request.getHeader("traceparent"),
                    request.getHeader("x-request-id"),
                    request.getHeader("maru-session-id"));
            gateway.complete(caller(request), completion, new ServletSink(response));
        } catch (PlatformException e) {
            OpenAiErrors.write(response, e);
        }
    }

    static Caller caller(HttpServletRequest request) {
        return (Caller) Objects.requireNonNull(
                request.getAttribute(Caller.class.getName()), "the edge lets nobody in without a caller");
    }
}
