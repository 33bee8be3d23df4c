package dev.maru.gateway.hosting;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.gateway.catalog.HostingService;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** How the endpoints of a tenant are. */
@Service
public class EndpointHealthService {
    private final TenantDb db;
    private final HealthRepository repository;
    private final HostingService hostings;

    EndpointHealthService(TenantDb db, HealthRepository repository, HostingService hostings) {
        this.db = db;
        this.repository = repository;
        this.hostings = hostings;
    }

    public List<EndpointHealth> list(Caller caller) {
        caller.require(Permission.READ_MODELS);
        return db.inTenant(caller.tenant(), repository::list);
    }

    /** Empty if nobody has looked at it yet. */
    public Optional<EndpointHealth> find(Caller caller, ConnectionId id) {
        hostings.find(caller, id);
        return list(caller).stream()
                .filter(health -> health.connection().equals(id))
                .findFirst();
    }
}
