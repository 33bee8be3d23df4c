package dev.maru.access.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.maru.core.id.Ids;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.platform.secret.SecretContext;
import dev.maru.platform.secret.SecretVault;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that sign tokens, in PostgreSQL with the private half enveloped. A new key is published some minutes before it
 * signs, and an old one stays published until the last token that it signed is over; so neither other replicas nor
 * clients that cache the key set ever meet an unknown key.
 */
public final class SigningKeys implements JWKSource<SecurityContext> {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration REFRESH = Duration.ofMinutes(1);
    private static final Duration PUBLISHED_BEFORE = Duration.ofMinutes(10);
    private static final Duration PUBLISHED_AFTER = Duration.ofDays(2);
    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final int RSA_BITS = 2048;

    private final SystemDb db;
    private final SigningKeyRepository rows;
    private final SecretVault vault;
    private final Clock clock;
    private volatile @Nullable Loaded loaded;

    SigningKeys(SystemDb db, SigningKeyRepository rows, SecretVault vault, Clock clock) {
        this.db = db;
        this.rows = rows;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        return selector.select(new JWKSet(List.copyOf(keys().keys)));
    }

    /** Of the keys that could sign, the one that does now. */
    public JWK choose(List<JWK> candidates) {
        var signing = keys().signing(clock.instant());
        return candidates.stream()
                .filter(key -> key.getKeyID().equals(signing.getKeyID()))
                .findFirst()
                .orElseGet(candidates::getFirst);
    }

    private Loaded keys() {
        var current = loaded;
        if (current != null && clock.instant().isBefore(current.at.plus(REFRESH))) {
            return current;
        }
        try {
            return load();
        } catch (RuntimeException e) {
            if (current == null) {
                throw e;
            }
            LOG.warn("the signing keys cannot be read now; those in memory are used: {}", e.getMessage());
            return current;
        }
    }

    private synchronized Loaded load() {
        var now = clock.instant();
        var fresh = db.inSystem(tx -> {
            var found = rows.current(tx, now);
            return found.isEmpty() ? makeFirst(tx, now) : found;
        });
        var result = new Loaded(now, fresh.stream().map(this::open).toList(), createdAt(fresh));
        loaded = result;
        return result;
    }

    private static List<Instant> createdAt(List<SigningKeyRepository.Row> rows) {
        return rows.stream().map(SigningKeyRepository.Row::createdAt).toList();
    }

    private List<SigningKeyRepository.Row> makeFirst(SystemTx tx, Instant now) {
        rows.lock(tx);
        if (rows.current(tx, now).isEmpty()) {
            make(tx, now);
        }
        return rows.current(tx, now);
    }

    /** Makes the next key when the newest is old enough, and forgets those whose time is over. */
    void rotate() {
        db.runInSystem(tx -> {
            rows.lock(tx);
            var now = clock.instant();
            rows.deleteRetired(tx, now);
            var newest = rows.current(tx, now).stream().max(Comparator.comparing(SigningKeyRepository.Row::createdAt));
            if (newest.isPresent() && newest.get().createdAt().plus(LIFETIME).isAfter(now)) {
                return;
            }
            rows.retireOthers(tx, make(tx, now), now.plus(PUBLISHED_AFTER));
        });
    }

    private String make(SystemTx tx, Instant now) {
        try {
            var key = new RSAKeyGenerator(RSA_BITS)
                    .keyID(Ids.timeOrdered().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
            var sealed = vault.sealForInstallation(
                    context(key.getKeyID()), key.toJSONString().getBytes(StandardCharsets.UTF_8));
            rows.insert(tx, key.getKeyID(), key.toPublicJWK().toJSONString(), sealed, now);
            return key.getKeyID();
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java cannot make RSA keys", e);
        }
    }

    private RSAKey open(SigningKeyRepository.Row row) {
        try {
            var json = vault.openForInstallation(context(row.kid()), row.sealedPrivateJwk());
            return RSAKey.parse(new String(json, StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException("the signing key " + row.kid() + " is not a key", e);
        }
    }

    private static SecretContext context(String kid) {
        return new SecretContext("access.signing_key", kid, "private_jwk", "");
    }

    /** @param createdAt beside each key, newest first */
    private record Loaded(Instant at, List<RSAKey> keys, List<Instant> createdAt) {
        RSAKey signing(Instant now) {
            for (int i = 0; i < keys.size(); i++) {
                if (!createdAt.get(i).plus(PUBLISHED_BEFORE).isAfter(now)) {
                    return keys.get(i);
                }
            }
            // The very first key signs at once: nobody can have cached a set without it.
            return keys.getLast();
        }
    }
}
