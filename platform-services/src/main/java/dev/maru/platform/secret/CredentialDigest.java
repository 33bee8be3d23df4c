package dev.maru.platform.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 of random credentials (API keys, one-time links) with a pepper that is not in the database. They carry
 * enough randomness that a slow hash would add nothing but time.
 */
public final class CredentialDigest {
    private final SecretKeySpec pepper;

    public CredentialDigest(byte[] pepper) {
        this.pepper = new SecretKeySpec(pepper, "HmacSHA256");
    }

    /** 32 bytes. */
    public byte[] of(String credential) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(pepper);
            return mac.doFinal(credential.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256.", e);
        }
    }
}
