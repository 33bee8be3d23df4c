package dev.maru.gateway.call;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.gateway.GatewayChange;
import dev.maru.platform.change.ChangeFeed;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Whether the caller's project keeps what is said in its calls. */
@Service
public class PayloadPolicyService {
    private final TenantDb db;
    private final PayloadPolicyRepository policies;
    private final ChangeFeed changes;
    private final AuditTrail audit;

    PayloadPolicyService(TenantDb db, PayloadPolicyRepository policies, ChangeFeed changes, AuditTrail audit) {
        this.db = db;
        this.policies = policies;
        this.changes = changes;
        this.audit = audit;
    }

    public PayloadPolicy get(Caller caller) {
        caller.require(Permission.READ_CALLS);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> policies.find(tx, project).orElse(PayloadPolicy.NOTHING_KEPT));
    }

    /** Sets the policy; {@code policy.version()} is the one that was read. */
    public PayloadPolicy set(Caller caller, PayloadPolicy policy) {
        caller.require(Permission.MANAGE_PROJECTS);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> {
            if (!policies.store(tx, project, policy)) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this policy meanwhile; read it again.");
            }
            audit.record(
                    tx,
                    caller,
                    AuditEvent.of(
                                    "payload-policy.changed",
                                    project,
                                    policy.capture().wireName())
                            .with(Map.of("retentionDays", String.valueOf(policy.retentionDays()))));
            changes.bump(tx, GatewayChange.KIND);
            return new PayloadPolicy(policy.capture(), policy.retentionDays(), policy.version() + 1);
        });
    }
}
