package dev.maru.platform.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** What kind of address an address is. Ranges: IANA's special-purpose registries (RFC 6890 and its updates). */
final class AddressKinds {
    private static final List<CidrBlock> METADATA =
            blocks("169.254.169.254/32", "169.254.170.2/32", "100.100.100.200/32", "fd00:ec2::254/128");

    private static final List<CidrBlock> SPECIAL = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "::/128",
            "::1/128",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8");

    private AddressKinds() {}

    static boolean isMetadata(InetAddress address) {
        return METADATA.stream().anyMatch(block -> block.contains(address));
    }

    static boolean isPublic(InetAddress address) {
        return SPECIAL.stream().noneMatch(block -> block.contains(address));
    }

    /** The IPv4 address inside a mapped, compatible, NAT64 or 6to4 IPv6 address; any other address as it is. */
    static InetAddress unmapped(InetAddress address) {
        var bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return address;
        }
        if (startsWith(bytes, new byte[10]) && bytes[10] == bytes[11] && (bytes[11] == 0 || bytes[11] == -1)) {
            var inner = Arrays.copyOfRange(bytes, 12, 16);
            // ::1 and :: have their own meaning.
            return bytes[11] == 0 && inner[0] == 0 && inner[1] == 0 && inner[2] == 0 ? address : address(inner);
        }
        if (startsWith(bytes, new byte[] {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0})) {
            return address(Arrays.copyOfRange(bytes, 12, 16));
        }
        if (startsWith(bytes, new byte[] {0x20, 0x02})) {
            return address(Arrays.copyOfRange(bytes, 2, 6));
        }
        return address;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<CidrBlock> blocks(String... texts) {
        return Arrays.stream(texts).map(CidrBlock::parse).toList();
    }
}
