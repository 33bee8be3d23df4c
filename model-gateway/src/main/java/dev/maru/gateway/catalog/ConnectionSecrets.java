package dev.maru.gateway.catalog;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.platform.secret.SecretContext;
import dev.maru.platform.secret.SecretVault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Seals providers' keys to tenant, connection and origin, and opens them for a call. */
@Component
class ConnectionSecrets {
    private static final int HINT = 4;

    private final SecretVault vault;

    ConnectionSecrets(SecretVault vault) {
        this.vault = vault;
    }

    byte[] seal(TenantTx tx, ConnectionId id, BaseUrl baseUrl, String secret) {
        return vault.seal(tx, context(id, baseUrl.uri()), secret.getBytes(StandardCharsets.UTF_8));
    }

    /** @param key null if the provider asks for none */
    ProviderEndpoint endpoint(
            TenantId tenant, ConnectionId id, String slug, @Nullable URI baseUrl, @Nullable SealedKey key) {
        if (key == null) {
            return new ProviderEndpoint(slug, baseUrl, null);
        }
        var opened = vault.open(tenant, context(id, Objects.requireNonNull(baseUrl)), key.sealed());
        return new ProviderEndpoint(slug, baseUrl, new String(opened, StandardCharsets.UTF_8));
    }

    /** What people may see of a secret: its last characters, and of a short one nothing. */
    static String hint(String secret) {
        return secret.length() < 4 * HINT ? "…" : "…" + secret.substring(secret.length() - HINT);
    }

    private static SecretContext context(ConnectionId id, URI baseUrl) {
        return new SecretContext("gateway.connection", id.toString(), "provider-key", BaseUrl.origin(baseUrl));
    }
}
