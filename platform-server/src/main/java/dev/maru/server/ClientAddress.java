package dev.maru.server;

import dev.maru.platform.egress.CidrBlock;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;

/** The address of the client: the nearest hop that is not one of the operator's own proxies. */
final class ClientAddress {
    private final List<CidrBlock> proxies;

    ClientAddress(List<String> trustedProxies) {
        this.proxies = trustedProxies.stream().map(CidrBlock::parse).toList();
    }

    String of(HttpServletRequest request) {
        var peer = request.getRemoteAddr();
        var forwarded = request.getHeader("X-Forwarded-For");
        if (forwarded == null || !trusted(peer)) {
            return peer;
        }
        // Read from the right: what stands further left was written by somebody we do not trust.
        return Arrays.stream(forwarded.split(",")).map(String::strip).toList().reversed().stream()
                .filter(hop -> !trusted(hop))
                .findFirst()
                .orElse(peer);
    }

    private boolean trusted(String address) {
        return proxies.stream().anyMatch(block -> block.contains(address));
    }
}
