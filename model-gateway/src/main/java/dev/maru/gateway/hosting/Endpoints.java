package dev.maru.gateway.hosting;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.TenantId;
import dev.maru.gateway.catalog.CallableConnection;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The load of every connection that this replica has called or looked at. */
@Component
public class Endpoints {
    private record Key(TenantId tenant, ConnectionId connection) {}

    private final ConcurrentHashMap<Key, Endpoint> endpoints = new ConcurrentHashMap<>();

    public Endpoint of(TenantId tenant, CallableConnection connection) {
        var hosting = connection.hosting();
        return endpoints
                .computeIfAbsent(new Key(tenant, connection.id()), key -> new Endpoint())
                .limited(hosting == null ? null : hosting.maxConcurrency());
    }
}
