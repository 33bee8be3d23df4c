package dev.maru.server;

import dev.maru.core.id.RequestId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id of ours and the client's true address; a client's own id is never identity. */
final class RequestIdFilter extends OncePerRequestFilter {
    private final ClientAddress clientAddress;

    RequestIdFilter(ClientAddress clientAddress) {
        this.clientAddress = clientAddress;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var id = RequestId.next();
        RequestAttributes.requestId(request, id);
        RequestAttributes.address(request, clientAddress.of(request));
        response.setHeader("x-request-id", id.toString());
        MDC.put("requestId", id.toString());
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.clear();
        }
    }
}
