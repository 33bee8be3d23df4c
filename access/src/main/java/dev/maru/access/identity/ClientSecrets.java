package dev.maru.access.identity;

import dev.maru.platform.secret.CredentialDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Secrets of OAuth clients: random, so a keyed digest keeps them as well as a slow hash would. */
final class ClientSecrets implements PasswordEncoder {
    private final CredentialDigest digest;

    ClientSecrets(CredentialDigest digest) {
        this.digest = digest;
    }

    /** The secret of a client that this installation is itself: every replica derives the same from its pepper. */
    String own(String clientId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.of("oauth-client|" + clientId));
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence secret) {
        return secret == null ? null : digestOf(secret);
    }

    String digestOf(CharSequence secret) {
        return HexFormat.of().formatHex(digest.of("oauth-secret|" + secret));
    }

    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String encoded) {
        var presented = encode(secret);
        return presented != null
                && encoded != null
                && MessageDigest.isEqual(
                        presented.getBytes(StandardCharsets.UTF_8), encoded.getBytes(StandardCharsets.UTF_8));
    }
}
