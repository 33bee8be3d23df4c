package dev.maru.gateway.cache;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.gateway.GatewayChange;
import dev.maru.gateway.catalog.Catalog;
import dev.maru.gateway.catalog.CatalogSnapshot.Resolution;
import dev.maru.platform.change.ChangeFeed;
import dev.maru.platform.settings.MaruSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Service;

/** The answers that the caller's project keeps: whether it does, what they save, and their end. */
@Service
public class CacheService {
    private final TenantDb db;
    private final CachePolicyRepository policies;
    private final CachedAnswerRepository answers;
    private final CacheStatsQuery stats;
    private final Catalog catalog;
    private final ChangeFeed changes;
    private final AuditTrail audit;
    private final Clock clock;
    private final String currency;

    CacheService(
            TenantDb db,
            CachePolicyRepository policies,
            CachedAnswerRepository answers,
            CacheStatsQuery stats,
            Catalog catalog,
            ChangeFeed changes,
            AuditTrail audit,
            Clock clock,
            MaruSettings settings) {
        this.db = db;
        this.policies = policies;
        this.answers = answers;
        this.stats = stats;
        this.catalog = catalog;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
        this.currency = settings.currency();
    }

    public CachePolicy policy(Caller caller) {
        caller.require(Permission.READ_MODELS);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> policies.find(tx, project).orElse(CachePolicy.OFF));
    }

    /** What the cache holds now and did in the time before. */
    public CacheStats stats(Caller caller, Duration back) {
        caller.require(Permission.READ_CALLS);
        var project = caller.requireProject();
        var now = clock.instant();
        return db.inTenant(caller.tenant(), tx -> stats.stats(tx, project, now.minus(back), now, currency));
    }

    /** Sets the policy; {@code policy.version()} is the one that was read. What is kept already stays until it expires. */
    public CachePolicy set(Caller caller, CachePolicy policy) {
        caller.require(Permission.MANAGE_MODELS);
        var project = caller.requireProject();
        checkModel(caller, policy);
        return db.inTenant(caller.tenant(), tx -> {
            if (!policies.store(tx, project, policy)) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this policy meanwhile; read it again.");
            }
            audit.record(
                    tx,
                    caller,
                    AuditEvent.of("cache-policy.changed", project, policy.mode().wireName())
                            .with(Map.of(
                                    "ttl",
                                    policy.ttl().toString(),
                                    "scope",
                                    policy.scope().wireName())));
            changes.bump(tx, GatewayChange.KIND);
            return policies.find(tx, project).orElseThrow();
        });
    }

    private void checkModel(Caller caller, CachePolicy policy) {
        var name = policy.embeddingModel();
        if (policy.mode() == CachePolicy.Mode.SEMANTIC
                && !(catalog.of(caller.tenant()).resolve(String.valueOf(name)) instanceof Resolution.Found)) {
            throw PlatformException.invalid(
                    "embeddingModel", "there is no model \"" + name + "\"; GET /v1/models lists those that there are");
        }
    }

    /** Removes every answer that the project keeps; returns how many there were. */
    public int purge(Caller caller) {
        caller.require(Permission.MANAGE_MODELS);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> {
            int purged = answers.purge(tx, project);
            audit.record(
                    tx,
                    caller,
                    AuditEvent.of("cache.purged", project, "").with(Map.of("answers", String.valueOf(purged))));
            return purged;
        });
    }
}
