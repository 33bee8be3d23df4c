package dev.maru.platform.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/** The key of a webhook's signatures, in text {@code whsec_} and Base64 as the Standard Webhooks specification has it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WebhookSecret(byte[] key) {
    static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static WebhookSecret next() {
        var key = new byte[BYTES];
        RANDOM.nextBytes(key);
        return new WebhookSecret(key);
    }

    /** What the receiver is given. */
    String shown() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
