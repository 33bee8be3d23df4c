package dev.maru.platform.egress;

import java.net.InetAddress;

/** A block of addresses such as {@code 10.0.0.0/8}; a bare address is a block of one. */
public record CidrBlock(InetAddress network, int prefixLength) {
    /** Reads a block of literal addresses; never asks a name server. */
    public static CidrBlock parse(String text) {
        var slash = text.indexOf('/');
        var literal = slash < 0 ? text : text.substring(0, slash);
        if (literal.isEmpty()
                || !literal.matches("[0-9a-fA-F.:]+")
                || !(literal.contains(".") || literal.contains(":"))) {
            throw new IllegalArgumentException(text + " is not an address block such as 10.0.0.0/8");
        }
        try {
            var network = InetAddress.ofLiteral(literal);
            var bits = network.getAddress().length * Byte.SIZE;
            var prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > bits) {
                throw new IllegalArgumentException(text + " has no prefix length between 0 and " + bits);
            }
            return new CidrBlock(network, prefix);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " is not an address block such as 10.0.0.0/8", e);
        }
    }

    public boolean contains(InetAddress address) {
        var mine = network.getAddress();
        var other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        var whole = prefixLength / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != other[i]) {
                return false;
            }
        }
        var rest = prefixLength % Byte.SIZE;
        var mask = 0xFF << (Byte.SIZE - rest) & 0xFF;
        return rest == 0 || (mine[whole] & mask) == (other[whole] & mask);
    }

    /** Whether a literal address, as a request carries it, lies in this block. */
    public boolean contains(String literal) {
        try {
            return contains(AddressKinds.unmapped(InetAddress.ofLiteral(literal)));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
