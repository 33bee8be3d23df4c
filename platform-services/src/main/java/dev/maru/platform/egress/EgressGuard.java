package dev.maru.platform.egress;

import dev.maru.core.problem.PlatformException;
import dev.maru.platform.PlatformError;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decides which addresses the platform may reach on a user's word: public ones, and those that the operator lists in
 * {@code maru.egress.allow}. Cloud metadata addresses are never reached. The connection must use the addresses that
 * {@link #resolve} returned, else a name could change its address between check and use.
 */
public final class EgressGuard {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** What some programs read as an address: one to four numbers, in any base. */
    private static final Pattern NUMBERS =
            Pattern.compile("(?i)(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+)){0,3}\\.?");

    private static final Pattern FOUR_DECIMALS = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    private final List<AllowedAddress> allowed;
    private final NameService names;

    public EgressGuard(List<String> allow) {
        this(allow, InetAddress::getAllByName);
    }

    EgressGuard(List<String> allow, NameService names) {
        this.allowed = allow.stream().map(AllowedAddress::parse).toList();
        this.names = names;
    }

    /** Throws {@link PlatformError#EGRESS_REFUSED} unless the address may be reached now. */
    public void check(URI uri) {
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme) || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new PlatformException(
                    PlatformError.EGRESS_REFUSED, "Use an address of the form https://host/path without a user name.");
        }
        try {
            resolve(uri.getHost(), port(uri, scheme));
        } catch (UnknownHostException e) {
            throw new PlatformException(
                    PlatformError.EGRESS_REFUSED,
                    "The host " + uri.getHost() + " is not known; check its spelling.",
                    e);
        }
    }

    /**
     * The addresses of a host that may be reached on a port; at least one.
     *
     * @throws UnknownHostException if the name has no address
     * @throws PlatformException {@link PlatformError#EGRESS_REFUSED} if one of its addresses is not allowed
     */
    public InetAddress[] resolve(String host, int port) throws UnknownHostException {
        var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        // 0177.0.0.1 is 127.0.0.1 to some programs and 177.0.0.1 to others: neither is meant by honest people.
        if (NUMBERS.matcher(bare).matches() && !FOUR_DECIMALS.matcher(bare).matches()) {
            throw new PlatformException(
                    PlatformError.EGRESS_REFUSED,
                    "Write the address " + bare + " as four decimal numbers without leading zeros.");
        }
        var addresses = names.lookUp(bare);
        // One refused address refuses the name: which one a connection takes is not ours to choose.
        for (var address : addresses) {
            if (!mayReach(bare, address, port)) {
                throw new PlatformException(
                        PlatformError.EGRESS_REFUSED,
                        bare + " is at " + address.getHostAddress()
                                + ", which is not a public address. An operator can allow it by adding " + bare
                                + ":" + port + " to maru.egress.allow (MARU_EGRESS_ALLOW).");
            }
        }
        return addresses;
    }

    /** Whether the operator named every address of a host for this port: what stays inside their own network. */
    public boolean isListed(String host, int port) {
        try {
            return Stream.of(resolve(host, port))
                    .allMatch(address -> isListed(host, AddressKinds.unmapped(address), port));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private boolean isListed(String host, InetAddress address, int port) {
        return allowed.stream().anyMatch(entry -> entry.covers(host, address, port));
    }

    private boolean mayReach(String host, InetAddress address, int port) {
        var plain = AddressKinds.unmapped(address);
        if (AddressKinds.isMetadata(plain)) {
            return false;
        }
        return AddressKinds.isPublic(plain) || isListed(host, plain, port);
    }

    private static int port(URI uri, String scheme) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equals(scheme) ? 443 : 80;
    }

    /** What may be reached besides public addresses, as the operator wrote it. */
    public Stream<String> allowedEntries() {
        return allowed.stream().map(AllowedAddress::text);
    }

    /** Where names become addresses. */
    interface NameService {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }
}
