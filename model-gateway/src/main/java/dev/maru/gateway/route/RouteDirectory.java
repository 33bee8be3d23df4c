package dev.maru.gateway.route;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.gateway.GatewayChange;
import dev.maru.platform.change.SnapshotFactory;
import dev.maru.platform.change.Snapshots;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The routes of every project as the call path sees them: from memory, without SQL. */
@Component
public class RouteDirectory {
    private final Snapshots<Map<ProjectId, Map<String, Route>>> routes;

    RouteDirectory(SnapshotFactory snapshots, RouteRepository repository) {
        this.routes = snapshots.of(GatewayChange.KIND, repository::ofTenant);
    }

    /** The route of that name, null if there is none that is switched on. */
    public @Nullable Route find(TenantId tenant, ProjectId project, String name) {
        return routes.get(tenant).getOrDefault(project, Map.of()).get(name);
    }

    /** Those that are switched on. */
    public List<Route> of(TenantId tenant, ProjectId project) {
        return List.copyOf(routes.get(tenant).getOrDefault(project, Map.of()).values());
    }
}
