package dev.maru.server;

import dev.maru.platform.egress.CidrBlock;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/** Believes what a trusted proxy says of scheme, host and port, and hides what anybody else says. */
final class ForwardedFilter extends OncePerRequestFilter {
    private final List<CidrBlock> proxies;
    private final ForwardedHeaderFilter believe = new ForwardedHeaderFilter();
    private final ForwardedHeaderFilter hide = new ForwardedHeaderFilter();

    ForwardedFilter(List<String> trustedProxies) {
        this.proxies = trustedProxies.stream().map(CidrBlock::parse).toList();
        hide.setRemoveOnly(true);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var peer = request.getRemoteAddr();
        var trusted = proxies.stream().anyMatch(block -> block.contains(peer));
        (trusted ? believe : hide).doFilter(request, response, chain);
    }
}
