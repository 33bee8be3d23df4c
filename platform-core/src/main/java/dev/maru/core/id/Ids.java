package dev.maru.core.id;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Function;

/** Makes and reads ids. New values are UUIDv7 (RFC 9562 §5.7): they sort by time, so indexes grow at one end. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A new UUIDv7 of the current millisecond with 74 random bits. */
    public static UUID timeOrdered() {
        return timeOrdered(System.currentTimeMillis());
    }

    /** A new UUIDv7 of the given Unix time in milliseconds. */
    public static UUID timeOrdered(long unixMillis) {
        long random = RANDOM.nextLong();
        long high = (unixMillis << 16) | 0x7000L | (random & 0x0FFFL);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** The Unix time in milliseconds that a UUIDv7 carries. */
    public static long unixMillis(UUID timeOrdered) {
        return timeOrdered.getMostSignificantBits() >>> 16;
    }

    static String text(String prefix, UUID value) {
        return prefix + "_" + hex(value.getMostSignificantBits()) + hex(value.getLeastSignificantBits());
    }

    /**
     * Reads the text form of an id.
     *
     * @throws IllegalArgumentException if the text has another prefix or is not an id
     */
    static <T extends Id> T parse(String prefix, String text, Function<UUID, T> type) {
        if (text.length() != prefix.length() + 33 || !text.startsWith(prefix) || text.charAt(prefix.length()) != '_') {
            throw new IllegalArgumentException("not an id of the form " + prefix + "_…");
        }
        try {
            var digits = text.substring(prefix.length() + 1);
            return type.apply(new UUID(
                    Long.parseUnsignedLong(digits.substring(0, 16), 16),
                    Long.parseUnsignedLong(digits.substring(16), 16)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an id of the form " + prefix + "_…", e);
        }
    }

    private static String hex(long bits) {
        var digits = Long.toHexString(bits);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
