package dev.maru.platform.egress;

import java.net.InetAddress;
import java.util.Locale;

/** One entry of {@code maru.egress.allow}. */
sealed interface AllowedAddress {
    boolean covers(String host, InetAddress address, int port);

    String text();

    /** {@code host:port}, by the name that users write. */
    record HostAndPort(String text, String host, int port) implements AllowedAddress {
        @Override
        public boolean covers(String asked, InetAddress address, int askedPort) {
            return port == askedPort
                    && (host.equals(asked.toLowerCase(Locale.ROOT)) || host.equals(address.getHostAddress()));
        }
    }

    /** Every port of a block of addresses. */
    record Block(String text, CidrBlock block) implements AllowedAddress {
        @Override
        public boolean covers(String asked, InetAddress address, int port) {
            return block.contains(address);
        }
    }

    static AllowedAddress parse(String text) {
        if (text.contains("/")) {
            return new Block(text, CidrBlock.parse(text));
        }
        var colon = text.lastIndexOf(':');
        try {
            var host = text.substring(0, Math.max(0, colon))
                    .replaceAll("^\\[|]$", "")
                    .toLowerCase(Locale.ROOT);
            if (!host.isEmpty()) {
                return new HostAndPort(text, host, Integer.parseInt(text.substring(colon + 1)));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "maru.egress.allow: " + text + " is neither host:port nor a CIDR block", e);
        }
        throw new IllegalArgumentException("maru.egress.allow: " + text + " is neither host:port nor a CIDR block");
    }
}
