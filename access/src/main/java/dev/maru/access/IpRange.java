package dev.maru.access;

import dev.maru.core.problem.PlatformException;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** A block of addresses in CIDR notation, or one address. */
public record IpRange(String value) {
    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f.:]{2,45}(?:/[0-9]{1,3})?");

    public IpRange {
        value = value.strip();
        var bytes = bytes(value);
        if (bytes.length == 0 || prefix(value, bytes) < 0) {
            throw PlatformException.invalid("ipRanges", "write a range such as 203.0.113.0/24 or 2001:db8::/32");
        }
    }

    /** Whether an address, written as a literal, lies in this range. */
    public boolean contains(String address) {
        var wanted = bytes(address);
        var start = bytes(value);
        if (wanted.length == 0 || wanted.length != start.length) {
            return false;
        }
        int bits = prefix(value, start);
        for (int i = 0; i < start.length && bits > 0; i++, bits -= 8) {
            int mask = bits >= 8 ? 0xFF : 0xFF << (8 - bits);
            if ((start[i] & mask) != (wanted[i] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Whether every address of the other range lies in this one. */
    boolean covers(IpRange other) {
        var start = bytes(other.value);
        var host = other.value.replaceFirst("/.*", "");
        return contains(host) && prefix(value, bytes(value)) <= prefix(other.value, start);
    }

    /** The bytes of a literal, so that no name is ever looked up; empty if it is none. */
    private static byte[] bytes(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return new byte[0];
        }
        int slash = text.indexOf('/');
        var host = slash < 0 ? text : text.substring(0, slash);
        if (host.indexOf(':') < 0 && !host.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return new byte[0];
        }
        try {
            return InetAddress.ofLiteral(host).getAddress();
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static int prefix(String text, byte[] address) {
        int slash = text.indexOf('/');
        int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
        return bits <= address.length * 8 ? bits : -1;
    }

    @Override
    public String toString() {
        return value;
    }
}
