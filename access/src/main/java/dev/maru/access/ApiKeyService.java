package dev.maru.access;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.ApiKeyId;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.Scope;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.platform.change.ChangeFeed;
import dev.maru.platform.secret.CredentialDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The API keys of a project. */
@Service
public class ApiKeyService {
    /** How long a rotated key keeps working unless somebody says otherwise. */
    public static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);

    /** The longest overlap of a rotation. */
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    private final TenantDb db;
    private final ApiKeyRepository keys;
    private final ApiKeyQuery query;
    private final CredentialDigest digest;
    private final AuditTrail audit;
    private final ChangeFeed changes;
    private final Clock clock;

    ApiKeyService(
            TenantDb db,
            ApiKeyRepository keys,
            ApiKeyQuery query,
            CredentialDigest digest,
            AuditTrail audit,
            ChangeFeed changes,
            Clock clock) {
        this.db = db;
        this.keys = keys;
        this.query = query;
        this.digest = digest;
        this.audit = audit;
        this.changes = changes;
        this.clock = clock;
    }

    /** Makes a key of the caller's project that may do no more than the caller. */
    public IssuedApiKey create(Caller caller, ApiKeyData data) {
        caller.require(Permission.MANAGE_KEYS);
        RightsCheck.requireAtLeast(caller, data.scopes());
        requireFuture(data.expiresAt());
        return db.inTenant(caller.tenant(), tx -> {
            requireWithinOwnKey(tx, caller, data);
            var issued = issue(tx, caller, data, null);
            audit.record(
                    tx,
                    caller,
                    AuditEvent.of("key.created", issued.key().id(), data.name()).with(details(data)));
            return issued;
        });
    }

    /** The keys of the caller's project, newest first. */
    public Page<ApiKey> page(Caller caller, @Nullable Cursor after, int limit) {
        caller.require(Permission.READ_KEYS);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> query.page(tx, project, after, limit));
    }

    public ApiKey get(Caller caller, ApiKeyId key) {
        caller.require(Permission.READ_KEYS);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> keys.find(tx, project, key).orElseThrow(ApiKeyService::noSuchKey));
    }

    /** Makes a successor with the same rights; the old secret keeps working for the overlap. */
    public IssuedApiKey rotate(Caller caller, ApiKeyId key, Duration overlap) {
        caller.require(Permission.MANAGE_KEYS);
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw PlatformException.invalid("overlap", "choose between 0 seconds and 7 days");
        }
        return db.inTenant(caller.tenant(), tx -> {
            var old = lockUsable(tx, caller, key);
            RightsCheck.requireAtLeast(caller, old.data().scopes());
            requireWithinOwnKey(tx, caller, old.data());
            if (old.rotatedTo() != null) {
                throw new PlatformException(
                        AccessError.API_KEY_REVOKED, "This key was rotated already; rotate its successor.");
            }
            var issued = issue(tx, caller, old.data(), old.id());
            keys.markRotated(tx, old, issued.key().id(), endOf(old, overlap));
            changes.bump(tx, AccessChange.KEYS);
            audit.record(
                    tx,
                    caller,
                    AuditEvent.of("key.rotated", old.id(), old.data().name())
                            .with(Map.of("successor", issued.key().id().toString(), "overlap", overlap.toString())));
            return issued;
        });
    }

    /** Ends a key on every replica within a second. */
    public void revoke(Caller caller, ApiKeyId key) {
        caller.require(Permission.MANAGE_KEYS);
        db.runInTenant(caller.tenant(), tx -> {
            var old = keys.lock(tx, caller.requireProject(), key).orElseThrow(ApiKeyService::noSuchKey);
            if (old.revokedAt() == null) {
                keys.revoke(tx, old, clock.instant());
                changes.bump(tx, AccessChange.KEYS);
                audit.record(
                        tx, caller, AuditEvent.of("key.revoked", key, old.data().name()));
            }
        });
    }

    private ApiKey lockUsable(TenantTx tx, Caller caller, ApiKeyId key) {
        var found = keys.lock(tx, caller.requireProject(), key).orElseThrow(ApiKeyService::noSuchKey);
        if (!found.isUsable(clock.instant())) {
            throw new PlatformException(
                    AccessError.API_KEY_REVOKED, "This key is revoked or expired; create another one.");
        }
        return found;
    }

    private IssuedApiKey issue(TenantTx tx, Caller caller, ApiKeyData data, @Nullable ApiKeyId rotatedFrom) {
        var secret = ApiKeySecret.next();
        var key = new ApiKey(
                ApiKeyId.next(),
                0,
                caller.requireProject(),
                data,
                secret.shown(),
                caller.actor().name(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                null,
                rotatedFrom,
                null,
                null);
        keys.insert(tx, key, digest.of(secret.value()));
        return new IssuedApiKey(key, secret.value());
    }

    private Instant endOf(ApiKey old, Duration overlap) {
        var end = clock.instant().plus(overlap);
        var expiry = old.data().expiresAt();
        return expiry != null && expiry.isBefore(end) ? expiry : end;
    }

    private void requireFuture(@Nullable Instant expiresAt) {
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw PlatformException.invalid("expiresAt", "choose a time in the future");
        }
    }

    /** A key that makes keys gives them no more models, addresses or time than it has itself. */
    private void requireWithinOwnKey(TenantTx tx, Caller caller, ApiKeyData wanted) {
        if (!(caller.actor() instanceof Actor.Key actor)) {
            return;
        }
        var own = keys.find(tx, caller.requireProject(), actor.apiKeyId())
                .orElseThrow(ApiKeyService::noSuchKey)
                .data();
        if (!own.covers(wanted)) {
            throw new PlatformException(
                    AccessError.RIGHTS_EXCEEDED,
                    "A key can only make keys within its own models, IP ranges and expiry.");
        }
    }

    private static Map<String, String> details(ApiKeyData data) {
        return Map.of(
                "scopes",
                data.scopes().stream().map(Scope::wireName).sorted().collect(Collectors.joining(" ")),
                "models",
                data.models().stream().sorted().collect(Collectors.joining(" ")),
                "ipRanges",
                data.ipRanges().stream().map(IpRange::value).sorted().collect(Collectors.joining(" ")),
                "expiresAt",
                String.valueOf(data.expiresAt()));
    }

    private static PlatformException noSuchKey() {
        return new PlatformException(AccessError.API_KEY_NOT_FOUND, "There is no such API key in this project.");
    }
}
