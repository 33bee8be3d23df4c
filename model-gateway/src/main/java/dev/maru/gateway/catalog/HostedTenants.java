package dev.maru.gateway.catalog;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemDb;
import java.util.List;
import org.springframework.stereotype.Component;

/** The tenants that have endpoints on machines of their own. */
@Component
public class HostedTenants {
    private final SystemDb system;
    private final HostingRepository repository;

    HostedTenants(SystemDb system, HostingRepository repository) {
        this.system = system;
        this.repository = repository;
    }

    public List<TenantId> list() {
        return system.inSystem(repository::tenants);
    }
}
