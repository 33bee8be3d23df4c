package dev.maru.gateway.http;

import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.CallForm;
import dev.maru.gateway.CompletionRequest;
import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.ModelGateway;
import dev.maru.gateway.Origin;
import dev.maru.gateway.call.CallError;
import dev.maru.gateway.call.ClientErrors;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/** A model call of one form: a raw servlet, because a framework around it costs more than the call. */
final class CallServlet extends HttpServlet {
    private final CallForm form;
    private final transient ModelGateway gateway;
    private final long maxRequestSize;

    CallServlet(CallForm form, ModelGateway gateway, GatewaySettings settings) {
        this.form = form;
        this.gateway = gateway;
        this.maxRequestSize = settings.maxRequestSize().toBytes();
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            var completion = new CompletionRequest(
                    form,
                    RequestBody.read(request, maxRequestSize),
                    Origin.API,
                    CallHeaders.tags(request),
                    CallHeaders.timeout(request),
                    request.getHeader("traceparent"),
                    request.getHeader("x-request-id"),
                    request.getHeader("maru-session-id"),
                    CallHeaders.cacheControl(request));
            gateway.complete(caller(request), completion, new ServletSink(response));
        } catch (PlatformException e) {
            write(form, response, e);
        }
    }

    static void write(CallForm form, HttpServletResponse response, PlatformException problem) throws IOException {
        var error = CallError.of(problem);
        response.setStatus(error.status());
        response.setContentType("application/json");
        error.headers().forEach(response::setHeader);
        response.getOutputStream().write(ClientErrors.of(form).body(error));
    }

    static Caller caller(HttpServletRequest request) {
        return (Caller) Objects.requireNonNull(
                request.getAttribute(Caller.class.getName()), "the edge lets nobody in without a caller");
    }
}
