package dev.maru.prompts.http;

import dev.maru.core.tenancy.Caller;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Prompts for applications. A servlet of its own: names with slashes need the path as it was sent, and a fetch should cost
 * little more than writing its bytes.
 */
class PromptServlet extends HttpServlet {
    static final String PATH = "/v1/prompts";

    private final transient PromptDispatch dispatch;
    private final transient HandlerExceptionResolver errors;

    PromptServlet(PromptDispatch dispatch, HandlerExceptionResolver errors) {
        this.dispatch = dispatch;
        this.errors = errors;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            var uri = request.getRequestURI();
            var rest = uri.substring(request.getContextPath().length() + PATH.length());
            dispatch.handle(caller(request), rest, request, response);
        } catch (RuntimeException e) {
            if (errors.resolveException(request, response, null, e) == null) {
                throw e;
            }
        }
    }

    /** Put there by the edge, which lets nobody in without. */
    static Caller caller(HttpServletRequest request) {
        if (request.getAttribute(Caller.class.getName()) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("no caller: this path is not behind the runtime filter");
    }
}
