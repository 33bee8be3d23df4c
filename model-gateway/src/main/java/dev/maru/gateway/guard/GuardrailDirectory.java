package dev.maru.gateway.guard;

import dev.maru.core.id.ProjectId;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.GatewayChange;
import dev.maru.gateway.Origin;
import dev.maru.platform.change.SnapshotFactory;
import dev.maru.platform.change.Snapshots;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The guardrails of every project as the call path sees them: from memory, without SQL. */
@Component
public class GuardrailDirectory {
    private final Snapshots<Map<ProjectId, List<ActiveGuardrail>>> guardrails;
    private final Judges judges;

    GuardrailDirectory(SnapshotFactory snapshots, GuardrailRepository repository, Judges judges) {
        this.guardrails = snapshots.of(GatewayChange.KIND, repository::ofTenant);
        this.judges = judges;
    }

    /**
     * Those that hold for a call. What the gateway asks itself is guarded by none: a judge would ask itself without end, and
     * what the cache asks has been through them.
     */
    public CallGuard of(Caller caller, Origin origin) {
        if (origin.internal()) {
            return CallGuard.NONE;
        }
        var all = guardrails.get(caller.tenant()).getOrDefault(caller.requireProject(), List.of());
        if (all.isEmpty()) {
            return CallGuard.NONE;
        }
        var own = all.stream().filter(rail -> holdsFor(rail, caller)).toList();
        return own.isEmpty() ? CallGuard.NONE : new CallGuard(caller, own, judges);
    }

    private static boolean holdsFor(ActiveGuardrail rail, Caller caller) {
        var key = rail.guardrail().data().key();
        return key == null
                || caller.actor() instanceof Actor.Key actor && actor.apiKeyId().equals(key);
    }
}
