package dev.maru.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The secret of an API key: {@code maru_sk_}, 30 random base-62 characters (178 bits), and a CRC-32 in six more, by
 * which scanners recognise a leaked key and the edge refuses a mistyped one without a look-up.
 */
record ApiKeySecret(String value) {
    static final String PREFIX = "maru_sk_";
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 30;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int LENGTH = PREFIX.length() + RANDOM_LENGTH + CHECKSUM_LENGTH;
    private static final int SHOWN = PREFIX.length() + 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    static ApiKeySecret next() {
        var text = new StringBuilder(LENGTH).append(PREFIX);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new ApiKeySecret(text + checksum(text.toString()));
    }

    /** The secret if it is complete and its checksum is right. */
    static Optional<ApiKeySecret> parse(String presented) {
        if (presented.length() != LENGTH || !presented.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int end = LENGTH - CHECKSUM_LENGTH;
        return checksum(presented.substring(0, end)).equals(presented.substring(end))
                ? Optional.of(new ApiKeySecret(presented))
                : Optional.empty();
    }

    /** What people may see of it later. */
    String shown() {
        return value.substring(0, SHOWN);
    }

    private static String checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        long rest = crc.getValue();
        var digits = new char[CHECKSUM_LENGTH];
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(digits);
    }

    @Override
    public String toString() {
        return shown() + "…";
    }
}
