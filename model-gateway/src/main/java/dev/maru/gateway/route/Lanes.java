package dev.maru.gateway.route;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.TenantId;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.hosting.Endpoints;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The lane of every model that this replica has called. */
@Component
public class Lanes {
    private record Key(TenantId tenant, ConnectionId connection, String upstreamId) {}

    private final ConcurrentHashMap<Key, Lane> lanes = new ConcurrentHashMap<>();

    private final Endpoints endpoints;

    Lanes(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    public Lane of(TenantId tenant, CallableModel model) {
        // Asked each time: what an endpoint takes may have changed.
        var endpoint = endpoints.of(tenant, model.connection());
        return lanes.computeIfAbsent(
                new Key(tenant, model.connection().id(), model.upstreamId()), key -> new Lane(endpoint));
    }
}
