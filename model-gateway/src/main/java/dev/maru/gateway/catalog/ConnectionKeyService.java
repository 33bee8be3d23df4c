package dev.maru.gateway.catalog;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.ConnectionKeyId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.catalog.ConnectionRepository.Stored;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The keys of a connection: several share the calls by weight, and one can take another's place without a gap. */
@Service
public class ConnectionKeyService {
    private static final int MOST_KEYS = 50;
    private static final int HEAVIEST = 1_000;

    private final TenantDb db;
    private final ConnectionService connections;
    private final ConnectionKeyRepository keys;
    private final ConnectionSecrets secrets;
    private final Clock clock;

    ConnectionKeyService(
            TenantDb db,
            ConnectionService connections,
            ConnectionKeyRepository keys,
            ConnectionSecrets secrets,
            Clock clock) {
        this.db = db;
        this.connections = connections;
        this.keys = keys;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Adds a key, which shares the connection's calls from the next one on. */
    public ConnectionKey add(Caller caller, ConnectionId id, String name, String secret, int weight) {
        caller.require(Permission.MANAGE_MODELS);
        return db.inTenant(caller.tenant(), tx -> {
            var stored = connections.lock(tx, id);
            if (stored.sealedKeys().size() >= MOST_KEYS) {
                throw PlatformException.invalid("name", "a connection has at most " + MOST_KEYS + " keys");
            }
            var given = required(secret);
            var key = new ConnectionKey(
                    ConnectionKeyId.next(),
                    0,
                    validName(name),
                    ConnectionSecrets.hint(given),
                    validWeight(weight),
                    true,
                    null,
                    null,
                    clock.instant());
            if (!keys.insert(tx, id, seal(tx, stored, key, given))) {
                throw taken(key.name());
            }
            record(tx, caller, "connection.key-added", stored, key);
            return key;
        });
    }

    /** Changes a key; another secret makes a refused key usable again. */
    public ConnectionKey update(Caller caller, ConnectionId id, ConnectionKeyId keyId, KeyChange change) {
        caller.require(Permission.MANAGE_MODELS);
        return db.inTenant(caller.tenant(), tx -> {
            var stored = connections.lock(tx, id);
            var old = find(stored, keyId);
            if (old.key().version() != change.version()) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this key meanwhile; read it again.");
            }
            var secret = ConnectionService.blankToNull(change.secret());
            var next = changed(old.key(), change, secret);
            if (stored.connection().keys().stream()
                    .anyMatch(other -> !other.id().equals(keyId) && other.name().equals(next.name()))) {
                throw taken(next.name());
            }
            keys.update(tx, secret == null ? new SealedKey(next, old.sealed()) : seal(tx, stored, next, secret));
            record(tx, caller, "connection.key-updated", stored, next);
            return next;
        });
    }

    private static ConnectionKey changed(ConnectionKey old, KeyChange change, @Nullable String secret) {
        return new ConnectionKey(
                old.id(),
                old.version() + 1,
                change.name() == null ? old.name() : validName(change.name()),
                secret == null ? old.hint() : ConnectionSecrets.hint(secret),
                change.weight() == null ? old.weight() : validWeight(change.weight()),
                change.enabled() == null ? old.enabled() : change.enabled(),
                secret == null ? old.refusedAt() : null,
                secret == null ? old.refusedReason() : null,
                old.createdAt());
    }

    /** Removes a key; calls that are under way with it go on. */
    public void delete(Caller caller, ConnectionId id, ConnectionKeyId keyId) {
        caller.require(Permission.MANAGE_MODELS);
        db.runInTenant(caller.tenant(), tx -> {
            var stored = connections.lock(tx, id);
            var key = find(stored, keyId).key();
            keys.delete(tx, keyId);
            record(tx, caller, "connection.key-deleted", stored, key);
        });
    }

    /** A refused key works again, as a test has shown. */
    void accepted(Caller caller, ConnectionId id, ConnectionKey tested) {
        db.runInTenant(caller.tenant(), tx -> {
            var stored = connections.lock(tx, id);
            var held = find(stored, tested.id());
            var old = held.key();
            if (old.version() != tested.version() || old.refusedAt() == null) {
                return;
            }
            var next = new ConnectionKey(
                    old.id(),
                    old.version() + 1,
                    old.name(),
                    old.hint(),
                    old.weight(),
                    old.enabled(),
                    null,
                    null,
                    old.createdAt());
            keys.update(tx, new SealedKey(next, held.sealed()));
            record(tx, caller, "connection.key-accepted", stored, next);
        });
    }

    private SealedKey seal(TenantTx tx, Stored stored, ConnectionKey key, String secret) {
        var url = BaseUrl.parse(String.valueOf(stored.connection().baseUrl()));
        return new SealedKey(key, secrets.seal(tx, stored.connection().id(), url, secret));
    }

    private void record(TenantTx tx, Caller caller, String action, Stored stored, ConnectionKey key) {
        connections.changed(tx, caller, action, stored.connection(), Map.of("key", key.name()));
    }

    private static SealedKey find(Stored stored, ConnectionKeyId id) {
        return stored.sealedKeys().stream()
                .filter(held -> held.key().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        GatewayError.CONNECTION_KEY_NOT_FOUND, "The connection has no key " + id + "."));
    }

    private static String required(String secret) {
        var given = ConnectionService.blankToNull(secret);
        if (given == null) {
            throw PlatformException.invalid("secret", "the key as the provider shows it");
        }
        return given;
    }

    private static String validName(String text) {
        var name = text.strip();
        if (name.isEmpty() || name.length() > 60) {
            throw PlatformException.invalid("name", "1 to 60 characters");
        }
        return name;
    }

    private static int validWeight(int weight) {
        if (weight < 1 || weight > HEAVIEST) {
            throw PlatformException.invalid("weight", "from 1 to " + HEAVIEST);
        }
        return weight;
    }

    private static PlatformException taken(String name) {
        return new PlatformException(
                GatewayError.CONNECTION_KEY_EXISTS, "The connection has a key \"" + name + "\" already.");
    }
}
