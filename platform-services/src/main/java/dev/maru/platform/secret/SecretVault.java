package dev.maru.platform.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeyTemplates;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.TenantTx;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Seals credentials: a data key per tenant (AES-256-GCM), wrapped by the key-encryption key. A ciphertext opens only for
 * the tenant and the {@link SecretContext} that it was sealed for.
 */
public final class SecretVault {
    private static final SecretContext CANARY = new SecretContext("platform.key_canary", "1", "canary", "");
    private static final String INSTALLATION = "installation";

    private final SystemDb system;
    private final TenantKeyRepository keys;
    private final KeyEncryptionKey kek;
    private final Clock clock;
    private final ConcurrentHashMap<TenantId, Aead> dataKeys = new ConcurrentHashMap<>();

    SecretVault(SystemDb system, TenantKeyRepository keys, KeyEncryptionKey kek, Clock clock) {
        this.system = system;
        this.keys = keys;
        this.kek = kek;
        this.clock = clock;
    }

    /** A vault with a key of its own, for tests of what keeps secrets. */
    public static SecretVault withKey(byte[] keyEncryptionKey, SystemDb system, Clock clock) {
        return new SecretVault(system, new TenantKeyRepository(), new KeyEncryptionKey(keyEncryptionKey), clock);
    }

    /** Stops a start whose key-encryption key is not the one that sealed what is in the database. */
    void proveKey() {
        system.runInSystem(tx -> {
            var canary = keys.canary(tx);
            if (canary == null) {
                keys.insertCanary(tx, sealForInstallation(CANARY, "maru".getBytes(StandardCharsets.UTF_8)));
                return;
            }
            try {
                kek.aead().decrypt(canary, CANARY.associatedData(INSTALLATION));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(
                        "The key-encryption key is not the one that sealed this database; put the right one back.", e);
            }
        });
    }

    /** Seals for the transaction's tenant; the first secret of a tenant makes its data key. */
    public byte[] seal(TenantTx tx, SecretContext context, byte[] secret) {
        try {
            return dataKey(tx)
                    .encrypt(secret, context.associatedData(tx.tenant().toString()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed for " + context, e);
        }
    }

    /** Opens what {@link #seal} made; throws IllegalStateException if it was made for anything else. */
    public byte[] open(TenantId tenant, SecretContext context, byte[] sealed) {
        try {
            return dataKeys.computeIfAbsent(tenant, this::load)
                    .decrypt(sealed, context.associatedData(tenant.toString()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed value does not belong to " + context, e);
        }
    }

    /** Seals what belongs to the installation, such as signing keys. */
    public byte[] sealForInstallation(SecretContext context, byte[] secret) {
        try {
            return kek.aead().encrypt(secret, context.associatedData(INSTALLATION));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed for " + context, e);
        }
    }

    public byte[] openForInstallation(SecretContext context, byte[] sealed) {
        try {
            return kek.aead().decrypt(sealed, context.associatedData(INSTALLATION));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed value does not belong to " + context, e);
        }
    }

    private Aead dataKey(TenantTx tx) throws GeneralSecurityException {
        var known = dataKeys.get(tx.tenant());
        if (known != null) {
            return known;
        }
        keys.lock(tx);
        var wrapped = keys.wrapped(tx);
        if (!wrapped.isEmpty()) {
            return unwrap(tx.tenant(), wrapped);
        }
        var handle = KeysetHandle.generateNew(KeyTemplates.get("AES256_GCM"));
        keys.insert(
                tx,
                TinkProtoKeysetFormat.serializeEncryptedKeyset(handle, kek.aead(), wrapping(tx.tenant())),
                clock.instant());
        // Not cached here: the transaction may still roll back and take the key with it.
        return handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private Aead load(TenantId tenant) {
        var wrapped = system.inSystem(tx -> keys.wrapped(tx, tenant));
        if (wrapped.isEmpty()) {
            throw new IllegalStateException(tenant + " has no data key");
        }
        try {
            return unwrap(tenant, wrapped);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the data key of " + tenant + " cannot be unwrapped", e);
        }
    }

    private Aead unwrap(TenantId tenant, List<byte[]> wrapped) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped.getFirst(), kek.aead(), wrapping(tenant))
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private static byte[] wrapping(TenantId tenant) {
        return ("tenant_key|" + tenant).getBytes(StandardCharsets.UTF_8);
    }
}
