package dev.maru.prompts.http;

import static org.springframework.web.bind.annotation.RequestMethod.DELETE;
import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.PATCH;
import static org.springframework.web.bind.annotation.RequestMethod.POST;
import static org.springframework.web.bind.annotation.RequestMethod.PUT;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Prompts for members: the same paths below a tenant's project. */
@RestController
class ManagedPromptController {
    private static final String PROMPTS = "/api/tenants/{tenant}/projects/{project}/prompts";

    /** {@code /api/tenants/{tenant}/projects/{project}/prompts} has this many slashes before what follows. */
    private static final int SLASHES = 6;

    private final PromptDispatch dispatch;

    ManagedPromptController(PromptDispatch dispatch) {
        this.dispatch = dispatch;
    }

    @RequestMapping(
            path = PROMPTS,
            method = {GET, POST})
    void handleAll(Caller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        dispatch.handle(caller, rest(request), request, response);
    }

    @RequestMapping(
            path = PROMPTS + "/{*name}",
            method = {GET, POST, PUT, PATCH, DELETE})
    void handleOne(Caller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        dispatch.handle(caller, rest(request), request, response);
    }

    private static String rest(HttpServletRequest request) {
        var uri = request.getRequestURI().substring(request.getContextPath().length());
        int end = 0;
        for (int slash = 0; slash < SLASHES; slash++) {
            end = uri.indexOf('/', end + 1);
            if (end < 0) {
                if (slash == SLASHES - 1) {
                    return "";
                }
                throw new PlatformException(CoreError.NOT_FOUND, "There is no " + uri + ".");
            }
        }
        return uri.substring(end);
    }
}
