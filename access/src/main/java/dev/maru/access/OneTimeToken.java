package dev.maru.access;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret of a link that works once: 256 random bits. */
public record OneTimeToken(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();

    public static OneTimeToken next() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new OneTimeToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    public URI link(URI publicUrl, String path) {
        return URI.create(publicUrl.toString().replaceAll("/+$", "") + path + "?token=" + value);
    }

    @Override
    public String toString() {
        return "OneTimeToken";
    }
}
