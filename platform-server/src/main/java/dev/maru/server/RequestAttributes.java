package dev.maru.server;

import dev.maru.core.id.RequestId;
import dev.maru.core.tenancy.Caller;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/** What the edge finds out about a request once, for everything behind it. Named after the types, so servlets can read them. */
final class RequestAttributes {
    private static final String REQUEST_ID = RequestId.class.getName();
    private static final String CALLER = Caller.class.getName();
    private static final String ADDRESS = "dev.maru.client-address";

    private RequestAttributes() {}

    static RequestId requestId(ServletRequest request) {
        if (request.getAttribute(REQUEST_ID) instanceof RequestId id) {
            return id;
        }
        // A request that a container answers itself, before any filter ran, still gets an id in its error.
        var id = RequestId.next();
        request.setAttribute(REQUEST_ID, id);
        return id;
    }

    static void requestId(ServletRequest request, RequestId id) {
        request.setAttribute(REQUEST_ID, id);
    }

    static @Nullable Caller caller(ServletRequest request) {
        return (Caller) request.getAttribute(CALLER);
    }

    static void caller(ServletRequest request, Caller caller) {
        request.setAttribute(CALLER, caller);
    }

    static String address(ServletRequest request) {
        return request.getAttribute(ADDRESS) instanceof String address ? address : request.getRemoteAddr();
    }

    static void address(ServletRequest request, String address) {
        request.setAttribute(ADDRESS, address);
    }
}
