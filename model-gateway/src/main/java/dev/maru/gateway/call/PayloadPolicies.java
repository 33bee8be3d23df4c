package dev.maru.gateway.call;

import dev.maru.core.id.ProjectId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.GatewayChange;
import dev.maru.platform.change.SnapshotFactory;
import dev.maru.platform.change.Snapshots;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The payload policies in memory, for whoever comes by what was said. */
@Component
public class PayloadPolicies {
    private static final Logger LOG = LoggerFactory.getLogger(PayloadPolicies.class);

    private final Snapshots<Map<ProjectId, PayloadPolicy>> policies;

    PayloadPolicies(SnapshotFactory snapshots, PayloadPolicyRepository policies) {
        this.policies = snapshots.of(GatewayChange.KIND, policies::ofTenant);
    }

    /** That of the caller's project; nothing is kept while it is not known. */
    public PayloadPolicy of(Caller caller) {
        try {
            return policies.get(caller.tenant()).getOrDefault(caller.requireProject(), PayloadPolicy.NOTHING_KEPT);
        } catch (PlatformException e) {
            LOG.debug("The payload policy of {} is not known, nothing is kept", caller.tenant(), e);
            return PayloadPolicy.NOTHING_KEPT;
        }
    }
}
